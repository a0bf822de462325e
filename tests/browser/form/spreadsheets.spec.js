// A list from a spreadsheet in, and out again with its fit.

import { readFileSync } from 'node:fs';
import { expect, ready, test } from '../support/test.js';

const HOST = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script>
<main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23"></govcloud-request></main></html>`;

const LIST = `某厅需求表,,,,,
序号,主机名称,CPU核数,大小,台数,网络区域
1,web,4,8,2台,互联网
2,=db,8,很多,1,政务外网区
,合计,,,3,
`;

async function step(page, site) {
  await page.goto(site.put('/spreadsheets', HOST));
  const element = page.locator('govcloud-request');
  await ready(element);
  await element.locator('[part=map] button').nth(2).click();
  await expect(page.getByRole('button', { name: '导入表格' })).toBeVisible();
  return element;
}

async function choose(page, name, buffer) {
  const dialog = page.getByRole('region', { name: '导入表格' });
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: '导入表格' }).click();
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  return dialog;
}

async function saved(page, button) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFileSync(await (await coming).path());
}

test('a list comes in with its columns said, goes out with its fit, and comes in again', async ({ page, site }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const element = await step(page, site);
  const cell = (row, column) => element.locator(`[role=grid] [data-r="${row}"][data-c="${column}"]`);

  // A text file: what a column means is said once and remembered.
  let dialog = await choose(page, '清单.csv', Buffer.from(LIST));
  await expect(dialog).toContainText('合计 5');
  const size = dialog.getByRole('combobox', { name: 'D 大小' });
  await expect(size).toHaveValue('remark');
  await size.selectOption('d.memory');
  await expect(dialog).toContainText('D4');
  await dialog.getByRole('button', { name: '导入 2 行' }).click();
  await expect(dialog).toBeHidden();
  await expect(cell(0, 'name')).toHaveValue('web');
  await expect(cell(0, 'd.memory')).toHaveValue('8');
  await expect(cell(1, 'name')).toHaveValue('=db');
  await cell(1, 'd.memory').fill('32');
  await cell(1, 'name').focus();
  await expect(element.locator('.toolbar-count')).toContainText(/适配|目录内/);
  expect(fetched.filter((path) => path.includes('sheets.wasm'))).toEqual([]);

  // Out as text: no cell that a spreadsheet takes for a formula.
  const csv = (await saved(page, '下载 CSV')).toString('utf8');
  expect(csv).toContain("'=db");
  expect(csv).not.toMatch(/(^|,)"?=/m);

  // Out as a workbook, which fetches the module; and in again.
  const book = await saved(page, '下载 XLSX');
  expect(book.subarray(0, 2).toString()).toBe('PK');
  expect(fetched.filter((path) => path.endsWith('/govcloud-sheets.wasm'))).toHaveLength(1);
  dialog = await choose(page, '适配.xlsx', book);
  await dialog.getByRole('button', { name: '导入 2 行' }).click();
  await expect(cell(2, 'name')).toHaveValue('web');
  await expect(cell(3, 'name')).toHaveValue('=db');
  await expect(cell(3, 'd.memory')).toHaveValue('32');
  // One step to undo.
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(cell(2, 'name')).toHaveCount(0);
  await expect(cell(1, 'd.memory')).toHaveValue('32');

  // What was said of a column is remembered on this device.
  dialog = await choose(page, '另一份.csv', Buffer.from(LIST));
  await expect(dialog.getByRole('combobox', { name: 'D 大小' })).toHaveValue('d.memory');

  // A list in GB18030, and files that are none.
  await choose(page, 'gb.csv', Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x63, 0x70, 0x75, 0x0a, 0xba, 0xcb, 0x2c, 0x34, 0x0a]));
  await expect(dialog.getByRole('combobox', { name: 'A 名称' })).toHaveValue('name');
  await choose(page, 'old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
  await expect(dialog).toContainText('.xlsx');
  await choose(page, 'broken.xlsx', book.subarray(0, 1000));
  await expect(dialog).toContainText('已损坏');
  await page.keyboard.press('Escape');
  await expect(cell(1, 'd.memory')).toHaveValue('32');
});

test('without the module for workbooks nothing is lost and the next try can succeed', async ({ page, site, troubles }) => {
  const element = await step(page, site);
  await page.route('**/govcloud-sheets.js', (route) => route.abort());
  const dialog = await choose(page, 'x.xlsx', Buffer.from('PK\u0003\u0004'));
  await expect(dialog).toContainText('无法取得模块');
  await page.unroute('**/govcloud-sheets.js');
  const template = await saved(page, '下载模板');
  await choose(page, 'template.xlsx', template);
  await expect(dialog.getByRole('combobox', { name: /名称/ }).first()).toHaveValue('name');
  await expect(element.locator('.fault')).toHaveCount(0);
  troubles.length = 0;
});
