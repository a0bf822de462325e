// A host page with one form, and what a person looks at while work is kept.

import { expect, ready } from './test.js';

/** A page whose drafts are this owner's. */
export const host = (owner, words = '') => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script>
<main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" owner="${owner}"${words}></govcloud-request></main></html>`;

/** The form says that what was typed is kept. */
export const saved = (page) => expect(page.getByRole('status').filter({ hasText: /^已保存/ })).toBeVisible();
export const unit = (page) => page.getByLabel('单位名称');
export const step = (page, name) => page.getByRole('navigation', { name: /填写步骤|Steps/ }).getByRole('button', { name });

/** A document in the list of those that the draft names; a notice that speaks of one says more than its name. */
export const paper = (page, name) => page.getByRole('listitem').getByText(name, { exact: true });

export async function open(page, address) {
  await page.goto(address);
  await ready(page.locator('govcloud-request'));
}

/** Everything that a profile's store holds of an owner, by table: keys and, of texts, values. */
export const records = (page, owner) => page.evaluate(async (who) => {
  const asked = indexedDB.open('govcloud-request');
  const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const all = (table, method) => new Promise((done) => {
    const got = database.transaction(table).objectStore(table)[method]();
    got.onsuccess = () => done(got.result);
  });
  const texts = await all('texts', 'getAll');
  const found = (await all('texts', 'getAllKeys')).map((key, at) => [key, texts[at]]).filter(([key]) => key[1] === who);
  const blobs = (await all('blobs', 'getAllKeys')).filter((key) => key[1] === who);
  database.close();
  return { texts: found, blobs };
}, owner);
