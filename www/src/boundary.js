// The one place where values of the page are read. Each is read once: own data properties, or JSON text.
// A proxy, a getter or a prototype can do no more here than give no value.

const DEPTH = 64;
const PATIENCE = 30_000;

/** JSON text of what a page gave as text or as an object; null where it gave nothing. */
export function toText(value) {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  return JSON.stringify(plain(value, DEPTH));
}

/** A copy made of own data properties only. */
export function plain(value, depth = DEPTH) {
  if (value === null || typeof value !== 'object') {
    return ['string', 'number', 'boolean'].includes(typeof value) ? value : null;
  }
  if (depth === 0) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) {
    const length = Math.min(Number(own(value, 'length')) || 0, 1_000_000);
    return Array.from({ length }, (_, at) => plain(own(value, at), depth - 1));
  }
  const copy = Object.create(null);
  for (const key of Object.keys(value)) {
    const member = own(value, key);
    if (member !== undefined && typeof member !== 'function') copy[key] = plain(member, depth - 1);
  }
  return copy;
}

function own(value, key) {
  const found = Object.getOwnPropertyDescriptor(value, key);
  return found && 'value' in found ? found.value : undefined;
}

/** Calls a function of the page and waits for its answer, but not for ever. */
export async function ask(callback, argument, patience = PATIENCE) {
  return plain(await answer(callback, argument, patience));
}

/** The same, for an answer that is no data: whoever asks looks at it. */
export async function answer(callback, argument, patience = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([Promise.resolve(callback(argument)), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The text of whatever was thrown. */
export function reason(error) {
  try {
    return String((error && error.message) || error);
  } catch {
    return 'unreadable error';
  }
}
