// What the tests of encryption share: the host page, and all that lies in the browser's stores.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '../support/test.js';

export const host = (owner, { lang = 'zh-CN', attributes = '', script = '' } = {}) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>申请</title>
<meta name="viewport" content="width=device-width">
${script ? `<script type="module" src="${script}"></script>` : ''}<script type="module" src="/dist/govcloud-request.js"></script>
<main><h1>申请</h1><govcloud-request lang="${lang}" catalog="/catalogs/demo.json" as-of="2026-11-23" owner="${owner}"${attributes}></govcloud-request></main></html>`;

export const panel = (page) => page.getByRole('button', { name: '草稿与文件' }).click();
export const locked = (page) => expect(page.getByRole('heading', { name: '本机内容已锁定' })).toBeVisible();
export const WORD = '一二三四五六七八九十';

/** Encrypts with a passphrase, from the panel. */
export async function turnOn(page, word = WORD) {
  await panel(page);
  await page.getByRole('button', { name: '设口令并加密' }).click();
  await page.getByLabel('口令（至少 10 个字符）').fill(word);
  await page.getByLabel('再输入一次').fill(word);
  await page.getByRole('button', { name: '开始加密' }).click();
}

export async function unlock(page, word = WORD) {
  await page.getByLabel('口令', { exact: true }).fill(word);
  await page.getByRole('button', { name: '解锁' }).click();
}

/** Every key and value of a person in the browser's stores, bytes read as UTF-8 and as UTF-16, in one text. */
export const lies = (page, owner) => page.evaluate(async (owner) => {
  const asked = indexedDB.open('govcloud-request');
  const database = await new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const found = [];
  for (const table of ['texts', 'blobs']) {
    const all = (method) => new Promise((done) => {
      const got = database.transaction(table).objectStore(table)[method]();
      got.onsuccess = () => done(got.result);
    });
    const [keys, values] = [await all('getAllKeys'), await all('getAll')];
    keys.forEach((key, at) => {
      if (key[1] !== owner) return;
      const value = values[at];
      const even = value instanceof Uint8Array ? value.slice(0, value.length & ~1) : null;
      const text = typeof value === 'string' ? value : new TextDecoder().decode(value) + new TextDecoder('utf-16le').decode(even);
      found.push(`${key.join('|')} = ${text}`);
    });
  }
  database.close();
  for (const [name, value] of Object.entries(localStorage)) found.push(`${name} = ${value}`);
  return found.join('\n');
}, owner);

/** The files of a folder, to be searched for a text in UTF-8 and UTF-16. */
export function onDisk(folder, text) {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const holds = (path) => {
    if (statSync(path).isDirectory()) return readdirSync(path).some((name) => holds(join(path, name)));
    const bytes = readFileSync(path);
    return needles.some((needle) => bytes.includes(needle));
  };
  return ['IndexedDB', 'Local Storage'].map((name) => join(folder, 'Default', name)).some((path) => {
    try {
      return holds(path);
    } catch {
      return false;
    }
  });
}

/** The records of one draft, so many times under ids of their own, as a restored disk would have them. */
export const multiply = (page, owner, count) => page.evaluate(async ([owner, count]) => {
  const asked = indexedDB.open('govcloud-request');
  const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const all = (method) => new Promise((done) => {
    const got = database.transaction('texts').objectStore('texts')[method]();
    got.onsuccess = () => done(got.result);
  });
  const [keys, values] = [await all('getAllKeys'), await all('getAll')];
  const transaction = database.transaction('texts', 'readwrite');
  const texts = transaction.objectStore('texts');
  keys.forEach((key, at) => {
    if (key[0] !== 'revision' || key[1] !== owner) return;
    for (let copy = 0; copy < count; copy += 1) texts.put(values[at], ['revision', owner, `c${String(copy).padStart(4, '0')}`, key[3]]);
  });
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}, [owner, count]);
