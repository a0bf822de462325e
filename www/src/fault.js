// What is shown when there is no program to show it.

/** Shows a fault in both languages at the head of the shadow root, with what can still be done. */
export function showFault(root, document, fault, { text = null, retry = null, lang = '' }) {
  const make = (tag, ...children) => {
    const node = document.createElement(tag);
    node.append(...children);
    return node;
  };
  const first = lang.startsWith('en') ? 'en' : 'zh';
  const second = first === 'en' ? 'zh' : 'en';
  const line = (language) => {
    const node = make('p', fault.words[language]);
    node.lang = language;
    return node;
  };
  const box = make('div', line(first), line(second));
  box.className = 'gcr-fault';
  box.setAttribute('part', 'fault');
  box.setAttribute('role', 'alert');
  if (retry) box.append(button(make, '重试 Try again', retry));
  if (text !== null) box.append(button(make, '导出申请文件 Export the case file', () => offer(document, text)));
  root.querySelector('.gcr-fault')?.remove();
  root.prepend(box);
}

function button(make, label, deed) {
  const node = make('button', label);
  node.type = 'button';
  node.addEventListener('click', deed);
  return node;
}

/** Offers a text as a file. */
function offer(document, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'govcloud-case.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A copy of the form without its program: what was typed can be read and copied, and nothing answers. */
export function stillCopy(place) {
  const copy = place.cloneNode(true);
  const selector = 'input, textarea, select';
  const from = place.querySelectorAll(selector);
  copy.querySelectorAll(selector).forEach((field, at) => {
    const source = from[at];
    if (!source) return;
    if (field.type !== 'file') field.value = source.value;
    if ('checked' in field) field.checked = source.checked;
    if ('readOnly' in field) field.readOnly = true;
    if (field.tagName === 'SELECT' || ['checkbox', 'radio', 'file'].includes(field.type)) field.disabled = true;
  });
  copy.querySelectorAll('button').forEach((node) => (node.disabled = true));
  return copy;
}
