// The wasm module: loaded once a page, shared by all elements of this script, lost for all when it breaks.
/* global LATER, INTEGRITY */

import init, * as program from '#glue';
import { Fault, decode, fetched as fetchedAs, refused } from './modules.js';

export { Fault };

const fetched = (url, name) => fetchedAs(url, INTEGRITY[name]);

const listeners = new Set();
let loading = null;
let broken = null;
let place = null;
let exported = null;
let coming = null;
let whole = !LATER;

/** Calls back once when the program breaks; at once where it is broken already. */
export function onBroken(callback) {
  if (broken) callback(broken);
  else listeners.add(callback);
  return () => listeners.delete(callback);
}

/** The program, loaded. A failure is not kept: the next call tries again. */
export function load(url) {
  if (broken) return Promise.reject(broken);
  loading ??= begin(url).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function begin(given) {
  if (typeof WebAssembly !== 'object') {
    throw new Fault('no-wasm',
      '此浏览器不支持 WebAssembly，请使用 Chrome 90 或以上版本的内核。',
      'This browser has no WebAssembly. Use one with a kernel of Chrome 90 or later.');
  }
  const url = given || new URL('./govcloud-request.wasm', import.meta.url);
  const response = await fetched(url, 'govcloud-request.wasm');
  try {
    exported = await init({ module_or_path: response });
  } catch (error) {
    throw refused(error);
  }
  place = url;
  program.start(breakAll, { read_workbook, write_workbook, pack_files, decode });
  return program;
}

/** True once both parts of the program are there. */
export function isWhole() {
  return whole;
}

/**
 * The second part of the program: what the first usable form can do without. It shares all with the first.
 * A failure is not kept: the next call tries again.
 */
export function later() {
  if (!LATER) return Promise.resolve();
  coming ??= more().catch((error) => {
    coming = null;
    throw error;
  });
  return coming;
}

async function more() {
  const response = await fetched(String(place).replace(/\.wasm(?=$|[?#])/, '.later.wasm'), 'govcloud-request.later.wasm');
  try {
    // By bytes, since a server may know no media type for it.
    await WebAssembly.instantiate(await response.arrayBuffer(), { '': exported });
    whole = true;
  } catch (error) {
    throw refused(error);
  }
}

/** The address of a file that was built with this script; it lies beside the module. */
export function beside(name) {
  return new URL(String(place).replace(/govcloud-request\.wasm(?=$|[?#])/, name), document.baseURI).href;
}

/**
 * Fits a list beside the page (`fleet.js`): bytes; or a text, why it is not read; or nothing, where no worker can be had;
 * or a fault that keeps it from that.
 */
export async function fit(job) {
  const names = ['fleet.js', 'fleet.wasm', 'fleet.simd.wasm', 'sheets.js', 'sheets.wasm'].map((name) => `govcloud-${name}`);
  const files = Object.fromEntries(names.map((name) => [name, beside(name)]));
  try {
    const { begin } = await imported(files[names[0]], names[0]);
    return await begin({ ...job, files, integrity: INTEGRITY });
  } catch {
    return new Fault('fleet-unreachable', `无法取得成批适配模块（${files[names[0]]}），已改在页面内计算。`,
      `The module for lists (${files[names[0]]}) cannot be fetched: the page itself computes.`);
  }
}

let books = null;
let tries = 0;

/**
 * The module that reads and writes workbooks, fetched when it is first wanted. It is a program of its own: when it
 * fails, the form lives on, and the next call begins with a fresh one.
 */
async function workbooks(name, ...words) {
  books ??= (async () => {
    const stem = beside('govcloud-sheets.wasm');
    const script = beside('govcloud-sheets.js');
    const module = await imported(tries++ ? `${script}#${tries}` : script, 'govcloud-sheets.js');
    const response = await fetched(stem, 'govcloud-sheets.wasm');
    await module.default({ module_or_path: await response.arrayBuffer() }).catch((error) => {
      throw refused(error);
    });
    return module;
  })();
  try {
    return (await books)[name](...words);
  } catch (error) {
    // What it throws itself is text; everything else ends it.
    if (typeof error !== 'string') books = null;
    if (typeof error === 'string') throw error;
    const { zh, en } = error.words ?? { zh: `表格模块出错（${error}），未读取`, en: `The module for workbooks failed (${error}): nothing was read` };
    throw JSON.stringify([zh, en]);
  }
}

const read_workbook = (bytes) => workbooks('read_workbook', bytes);
const write_workbook = (sheets, made) => workbooks('write_workbook', sheets, made);
const pack_files = (files) => workbooks('pack_files', files);

/**
 * Imports a script that was built with this one. `import` takes no digest; a preloaded module does, and stands for every
 * later import of its address: where the digest differs, there is nothing to import.
 */
async function imported(url, name) {
  const link = document.createElement('link');
  const known = link.relList?.supports('modulepreload');
  link.rel = 'modulepreload';
  link.href = url;
  link.integrity = INTEGRITY[name];
  link.crossOrigin = 'anonymous';
  try {
    // Kernels before Chrome 66 compare what they fetch just before, and import it from their cache.
    if (known) {
      await new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = reject;
        document.head.append(link);
      });
    } else {
      await fetched(url, name);
    }
    return await import(url);
  } catch (error) {
    // Why, the browser does not say: whether it comes as it must be, tells.
    const why = await fetched(url, name).then(() => refused(error instanceof Error ? error : new Error('SHA-384')), (fault) => fault);
    throw why.code === 'wasm-unreachable' ? new Fault('', `无法取得模块（${url}）。请检查网络后重试；如仍不行，请联系门户管理员。`,
      `The module (${url}) cannot be fetched. Check the network and try again; else tell the portal's administrator.`) : why;
  } finally {
    link.remove();
  }
}

/** Called by the program as its last deed. Nothing of it can be called afterwards. */
function breakAll(message) {
  if (broken) return;
  broken = new Fault('broken',
    '程序出现内部错误，已停止。已保存的草稿不受影响；请先导出申请文件，再刷新页面。',
    'The program failed and has stopped. Kept drafts are unharmed; export the case file first, then reload the page.');
  broken.cause = message;
  const waiting = [...listeners];
  listeners.clear();
  // The program is still on the stack: the page is told when it has come down.
  setTimeout(() => waiting.forEach((callback) => callback(broken)), 0);
}
