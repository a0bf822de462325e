// Lists of systems, fitted beside the page. One file for both sides: the element imports `begin`, which makes a worker
// of this same file and talks to it; in the worker it fetches its module and works.

import plain, { Fleet as Plain } from '#fleet';
import simd, { Fleet as Simd } from '#fleet-simd';
import { Fault, decode, fetched, refused } from './modules.js';

/** So long a worker may take until it says that it lives. */
const PATIENCE = 10_000;
/** So long the worker works before it tells how far it is, and hears whether it is still wanted. */
const SLICE = 40;
/** Both sides must be of one build: so is the first word of each message. */
const NAME = 'govcloud-fleet';

// ---------------------------------------------------------------------------------------------- in the page

let forbidden = null;

/**
 * Fits a list beside the page. `told` hears how far it is (`Stage::number` of `exchange::fleet`) and answers whether it is
 * still wanted. The promise gives bytes; or a text, why the list is not read; or nothing, where no worker can be had; or a
 * fault that keeps it from that.
 */
export function begin({ make, files, integrity, catalog, list, asked, told }) {
  const url = files['govcloud-fleet.js'];
  return new Promise((resolve) => {
    let worker = null;
    let timer = 0;
    let over = false;
    const end = (outcome) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      resolve(outcome);
      try {
        worker?.postMessage({ name: NAME, stop: true });
        (worker?.terminate ?? worker?.close)?.call(worker);
      } catch {
        // It was somebody else's, and is gone.
      }
    };
    const hear = ({ data }) => {
      if (data?.name !== NAME || over) return;
      clearTimeout(timer);
      if (data.at !== undefined && !told(data.at)) end(null);
      else if (data.made) end(data.made);
      else if (data.unread) end(data.unread);
      else if (data.fault) end(new Fault(...data.fault));
      else if (data.ready) {
        const bytes = list.buffer;
        worker.postMessage({ name: NAME, files, integrity, catalog, list: bytes, asked }, [bytes]);
      }
    };
    const given = typeof make === 'function';
    const absent = () => end(given ? new Fault('worker-unusable',
      '页面提供的 Worker 无法使用，已改在页面内计算。',
      'The worker that the page gives cannot be used: the page itself computes.') : null);
    timer = setTimeout(absent, PATIENCE);
    (async () => {
      if (!given && (await forbids())) return absent();
      worker = given ? await make(url) : new Worker(url, { type: 'module', name: NAME });
      if (over) return worker?.terminate?.();
      worker.addEventListener('message', hear);
      worker.addEventListener('error', absent);
      worker.start?.();
      // A worker of the page's may have said before that it lives.
      worker.postMessage({ name: NAME, there: true });
    })().catch(absent);
  });
}

/**
 * Whether the page's policy keeps scripts from making workers of addresses (Trusted Types). To try would be a violation,
 * and a portal that keeps its policy wants to see none; so the policy is read where it was given.
 */
function forbids() {
  forbidden ??= (async () => {
    if (!('trustedTypes' in window)) return false;
    const metas = [...document.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]')].map((meta) => meta.content);
    const page = await fetch(location.href, { method: 'HEAD', credentials: 'same-origin' });
    if (!page.ok) return true;
    const policy = [page.headers.get('Content-Security-Policy') ?? '', ...metas].join();
    return /require-trusted-types-for/i.test(policy);
  })().catch(() => true);
  return forbidden;
}

// -------------------------------------------------------------------------------------------- in the worker

/** A function of four numbers at a time: valid only where the browser knows such instructions. */
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);

let stopped = false;
const refuse = (error) => {
  throw refused(error);
};
const say = (what, moved = []) => self.postMessage({ name: NAME, ...what }, moved);

async function work({ files, integrity, catalog, list, asked }) {
  const bytes = new Uint8Array(list);
  const [name, init, Fleet] = WebAssembly.validate(SIMD)
    ? ['govcloud-fleet.simd.wasm', simd, Simd]
    : ['govcloud-fleet.wasm', plain, Plain];
  const response = await fetched(files[name], integrity[name]);
  await init({ module_or_path: await response.arrayBuffer() }).catch(refuse);
  const fleet = new Fleet(catalog, asked);
  if (isBook(bytes)) {
    fleet.tables(await tables(files, integrity, bytes));
  } else {
    fleet.text(decode(bytes) ?? undefined);
  }
  const turns = new MessageChannel();
  for (;;) {
    const until = performance.now() + SLICE;
    let at;
    do at = fleet.step(); while (at < OVER && performance.now() < until);
    if (stopped) return;
    if (at >= OVER) break;
    say({ at });
    // Between two messages the wish to stop is heard.
    await new Promise((go) => {
      turns.port1.onmessage = go;
      turns.port2.postMessage(0);
    });
  }
  const made = fleet.made();
  say({ made }, [made.buffer]);
}

const OVER = 3003;
const isBook = (bytes) => [[0x50, 0x4b], [0xd0, 0xcf, 0x11, 0xe0]].some((head) => head.every((byte, at) => bytes[at] === byte));

/** The sheets of a workbook, by the module that reads them, which works here as it does in a page. */
async function tables(files, integrity, bytes) {
  const books = await import(files['govcloud-sheets.js']).catch(refuse);
  const response = await fetched(files['govcloud-sheets.wasm'], integrity['govcloud-sheets.wasm']);
  await books.default({ module_or_path: await response.arrayBuffer() }).catch(refuse);
  return books.read_workbook(bytes);
}

if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) {
  self.addEventListener('message', ({ data }) => {
    if (data?.name !== NAME) return;
    if (data.stop) stopped = true;
    else if (data.there) say({ ready: true });
    else if (data.list) {
      work(data).catch((error) => {
        // A module that cannot be had: the page does it. What it throws itself is text: why the list is not read. All
        // else ended it, and would end the page too.
        if (error.words) return say({ fault: [error.code, error.words.zh, error.words.en] });
        say({ unread: typeof error === 'string' ? error : JSON.stringify([`成批适配模块出错（${error}）`, `The module for lists failed (${error})`]) });
      });
    }
  });
}
