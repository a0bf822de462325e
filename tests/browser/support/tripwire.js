// A wire over everything that a hostile text could do on a page, and eyes for what it became there.

import { expect } from './test.js';
import { PAYLOADS } from './payloads.js';

/** Runs in every frame of the page, before anything else. */
function lay([payloads, foreign]) {
  window.__ran = 0;
  window.__x = () => { window.__ran += 1; };
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => (name === 'print' ? undefined : window.__x());
  const seen = new Set();
  const bad = new Set();
  // What the product makes none of; a host page's own script stands in its head.
  const FOREIGN = foreign ? /^$/ : /^(script|iframe|frame|object|embed|img|image|video|audio|style|link|meta|base|template|math|form|marquee|animate|set|foreignobject|use|noscript|xmp|plaintext)$/i;
  const roots = function* (root) {
    yield root;
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) yield* roots(node.shadowRoot);
  };
  /** Looks at all that stands on the page now; remembers which texts were seen as texts, and what has become more. */
  window.__look = () => {
    const texts = [];
    for (const root of roots(document)) {
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.nodeType !== 1) {
          texts.push(node.data);
          continue;
        }
        if (root !== document && FOREIGN.test(node.localName)) bad.add(`<${node.localName}>`);
        if (root === document && document.querySelector('govcloud-request') && FOREIGN.test(node.localName) && !node.closest('head') && !node.hasAttribute('data-host')) bad.add(`<${node.localName}>`);
        for (const { name, value } of node.attributes) {
          if (/^on/i.test(name)) bad.add(`${name} on <${node.localName}>`);
          if (/^(href|src|action|formaction|xlink:href|srcdoc|data|background)$/i.test(name) && /^[\s\u0000-\u0020]*(javascript|data:text|vbscript)/i.test(value)) bad.add(`${name}=${value}`);
          texts.push(value);
        }
        if ('value' in node && typeof node.value === 'string') texts.push(node.value);
      }
    }
    const all = texts.join('\n\n');
    for (const payload of payloads) if (!seen.has(payload) && all.includes(payload)) seen.add(payload);
    return { seen: seen.size, bad: [...bad], ran: window.__ran };
  };
  const id = Math.random();
  window.__report = () => ({ ...window.__look(), id, texts: payloads.flatMap((payload, at) => (seen.has(payload) ? [at] : [])) });
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  /** The same while everything that scrolls is scrolled through, until so many texts were seen. */
  window.__sweep = async (enough) => {
    await drawn();
    window.__look();
    const all = [...roots(document)].reverse().flatMap((root) => [...root.querySelectorAll('*')]);
    for (const node of all.filter((one) => one.scrollHeight > one.clientHeight + 8 && one.clientHeight > 40 && /auto|scroll/.test(getComputedStyle(one).overflowY))) {
      for (let at = 0; at < node.scrollHeight; at += Math.max(60, node.clientHeight * 0.8)) {
        node.scrollTop = at;
        await drawn();
        if (window.__look().seen >= enough) return;
      }
    }
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight * 0.8) {
      scrollTo(0, at);
      await drawn();
      if (window.__look().seen >= enough) return;
    }
  };
}

export class Tripwire {
  #page;
  #asked = [];
  #dialogs = 0;
  #seen = new Set();
  #bad = new Set();
  #ran = new Map();

  constructor(page) {
    this.#page = page;
  }

  /** `foreign`: the page around is not ours to count the elements of. */
  static async lay(page, payloads = PAYLOADS, foreign = false) {
    const wire = new Tripwire(page);
    await page.addInitScript(lay, [payloads, foreign]);
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname.includes('canary') || url.hostname.includes('canary') || url.protocol === 'javascript:') wire.#asked.push(request.url());
    });
    page.on('dialog', (dialog) => {
      wire.#dialogs += 1;
      dialog.dismiss().catch(() => {});
    });
    return wire;
  }

  /** Looks at the page as it stands; what was seen and felt on pages before it counts on. */
  async look() {
    const { id, texts, bad, ran } = await this.#page.evaluate(() => window.__report());
    texts.forEach((at) => this.#seen.add(at));
    bad.forEach((what) => this.#bad.add(what));
    this.#ran.set(id, ran);
    return { seen: this.#seen.size, bad: [...this.#bad], ran: [...this.#ran.values()].reduce((sum, one) => sum + one, 0) };
  }

  async sweep(enough = PAYLOADS.length) {
    await this.#page.evaluate((count) => window.__sweep(count), enough);
    return this.look();
  }

  /** Nothing ran, nothing became more than text, and so many of the texts were seen. */
  async holds(least, what) {
    const { seen, bad, ran } = await this.look();
    expect(bad, `${what}: what no product makes`).toEqual([]);
    expect({ ran, asked: this.#asked, dialogs: this.#dialogs, frames: this.#page.frames().length }, what)
      .toEqual({ ran: 0, asked: [], dialogs: 0, frames: 1 });
    expect(seen, `${what}: texts that were on screen`).toBeGreaterThanOrEqual(least);
    return seen;
  }

  /** What the wire has felt so far, for the proof that it feels. */
  async felt() {
    const { ran, bad } = await this.look();
    return { ran, asked: this.#asked.length, bad: bad.length };
  }
}
