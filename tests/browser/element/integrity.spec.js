// What is served is not what was built: a byte changed, half a file, another version's, somebody else's. The browser refuses
// it before a byte runs; what to do is said in words; nothing on the page is lost.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from '../support/machine.js';
import { expect, ready, test } from '../support/test.js';

const built = (name) => readFileSync(join(DIST, name));
/** One byte in its midst is another. */
const bent = (bytes) => {
  const other = Buffer.from(bytes);
  other[Math.floor(other.length / 2)] ^= 1;
  return other;
};
const half = (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));

const HOST = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<script type="module" src="/neighbour.js"></script><script type="module" src="/dist/govcloud-request.js"></script>
<main><label>门户自己的字段<input id="own"></label><an-other></an-other>
<govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23"><p>纸质申请</p></govcloud-request></main></html>`;
const NEIGHBOUR = `customElements.define('an-other', class extends HTMLElement {
  connectedCallback() { this.textContent = '在'; this.onclick = () => (this.textContent = '仍在'); }
});
window.heard = [];
document.addEventListener('gcr-faulted', (event) => window.heard.push(event.detail));`;

/** The host page, with other bytes in place of one file. */
async function withOther(page, site, { name, bytes }) {
  site.put('/neighbour.js', NEIGHBOUR);
  await page.route(`**/dist/${name}`, (route) => route.fulfill({
    status: 200, contentType: name.endsWith('.js') ? 'text/javascript' : 'application/wasm', body: bytes,
  }));
  await page.goto(site.put('/integrity', HOST));
  await page.locator('#own').fill('写到一半');
}

/** What is around the element lives. */
async function lives(page) {
  await expect(page.locator('#own')).toHaveValue('写到一半');
  await page.locator('an-other').click();
  await expect(page.locator('an-other')).toHaveText('仍在');
}

const forgive = (troubles) => {
  expect(troubles.filter((text) => !/integrity|digest|Failed to load/i.test(text))).toEqual([]);
  troubles.length = 0;
};

const FIRST = 'govcloud-request.wasm';
const LATER = 'govcloud-request.later.wasm';

for (const [what, bytes] of [
  ['one byte changed', bent(built(FIRST))], ['half of it', half(built(FIRST))], ['nothing', Buffer.alloc(0)],
  ['a module of another build', built('govcloud-sheets.wasm')], ['a page of the proxy', Buffer.from('<!doctype html>')],
]) {
  test(`the first part is ${what}: refused in words, and tried again with the right one`, async ({ page, site, troubles }) => {
    await withOther(page, site, { name: FIRST, bytes });
    const element = page.locator('govcloud-request');
    await expect(element).toHaveJSProperty('state', 'failed');
    await expect(element.getByRole('alert')).toContainText('程序模块不完整或与脚本版本不一致');
    await expect(element.getByRole('alert')).toContainText('Reload the page');
    await expect(element.getByText('纸质申请')).toBeVisible();
    await lives(page);
    await page.unroute(`**/dist/${FIRST}`);
    await element.getByRole('button', { name: '重试' }).click();
    await ready(element);
    await lives(page);
    forgive(troubles);
  });
}

for (const [what, bytes] of [
  ['one byte changed', bent(built(LATER))], ['half of it', half(built(LATER))],
  ['one of another build, beside a first part from the cache', built('govcloud-sheets.wasm')],
]) {
  test(`the later part is ${what}: the form is filled in without it, and has it when it is right`, async ({ page, site, troubles }) => {
    await withOther(page, site, { name: LATER, bytes });
    const element = page.locator('govcloud-request');
    await ready(element);
    await expect.poll(() => page.evaluate(() => window.heard.map(({ code }) => code))).toContain('wasm-unusable');
    expect(await page.evaluate(() => window.heard[0].message.zh)).toContain('请刷新页面');
    await page.getByLabel('单位名称').fill('甲局');
    expect(JSON.parse(await element.evaluate((e) => e.exportCase())).case.fields['unit.name']).toBe('甲局');
    await lives(page);
    await page.unroute(`**/dist/${LATER}`);
    // It asks again by itself, and nothing that was typed is lost.
    await expect(page.getByRole('status').filter({ hasText: /^已保存/ })).toBeVisible({ timeout: 30_000 });
    expect(typeof (await element.evaluate((e) => e.review()))).toBe('object');
    await expect(page.getByLabel('单位名称')).toHaveValue('甲局');
    forgive(troubles);
  });
}

for (const [name, what, bytes] of [
  ['govcloud-sheets.wasm', 'one byte changed', bent(built('govcloud-sheets.wasm'))],
  ['govcloud-sheets.wasm', 'half of it', half(built('govcloud-sheets.wasm'))],
  ['govcloud-sheets.js', 'with a line of somebody else\'s', Buffer.concat([built('govcloud-sheets.js'), Buffer.from('\nwindow.stolen = true;')])],
  ['govcloud-sheets.js', 'half of it', half(built('govcloud-sheets.js'))],
]) {
  test(`${name} is ${what}: nothing is read, the form lives on, and the next try has the right one`, async ({ page, site, troubles }) => {
    await withOther(page, site, { name, bytes });
    const element = page.locator('govcloud-request');
    await ready(element);
    await element.locator('[part=map] button').nth(2).click();
    await page.getByRole('button', { name: '导入表格' }).click();
    const dialog = page.getByRole('region', { name: '导入表格' });
    const book = { name: '清单.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK no workbook') };
    await dialog.locator('input[type=file]').setInputFiles(book);
    await expect(element.getByText(/程序模块不完整或与脚本版本不一致/).first()).toBeVisible();
    expect(await page.evaluate(() => window.stolen)).toBeUndefined();
    await lives(page);
    await page.unroute(`**/dist/${name}`);
    await dialog.locator('input[type=file]').setInputFiles(book);
    // The module is there now: what it says is of the file.
    await expect(element.getByText(/程序模块不完整/)).toHaveCount(0);
    await expect(element.getByText(/清单\.xlsx|XLSX|工作簿/).first()).toBeVisible();
    await expect(element).toHaveJSProperty('state', 'ready');
    expect(await page.evaluate(() => document.querySelectorAll('link').length)).toBe(0);
    forgive(troubles);
  });
}

test('the script itself is another than the page was told: the slot stays, the page lives', async ({ page, site, troubles }) => {
  const { 'govcloud-request.js': digest } = JSON.parse(built('integrity.json'));
  site.put('/neighbour.js', NEIGHBOUR);
  const host = HOST.replace('src="/dist/govcloud-request.js"', `src="/dist/govcloud-request.js" integrity="${digest}" crossorigin="anonymous"`);
  await page.goto(site.put('/told', host));
  await ready(page.locator('govcloud-request'));
  await page.route('**/dist/govcloud-request.js', (route) => route.fulfill({ contentType: 'text/javascript', body: bent(built('govcloud-request.js')) }));
  await page.reload();
  await page.locator('#own').fill('写到一半');
  await expect(page.getByText('纸质申请')).toBeVisible();
  await expect(page.locator('an-other')).toHaveText('在');
  await lives(page);
  expect(await page.evaluate(() => customElements.get('govcloud-request'))).toBeUndefined();
  forgive(troubles);
});
