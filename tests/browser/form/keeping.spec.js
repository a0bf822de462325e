// What a person sees of the keeping when it is not as usual: two windows, no storage.

import { expect, ready, test } from '../support/test.js';

const host = (owner) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script>
<main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" owner="${owner}"></govcloud-request></main></html>`;
const saved = (page) => expect(page.getByRole('status').filter({ hasText: /^已保存/ })).toBeVisible();

test('F14: two windows on one draft: both are told, and both keep what was typed', async ({ page, context, site }) => {
  const address = site.put('/two-windows', host('two-windows'));
  await page.goto(address);
  await ready(page.locator('govcloud-request'));
  await page.getByLabel('单位名称').fill('甲局');
  await saved(page);
  const other = await context.newPage();
  await other.goto(address);
  await ready(other.locator('govcloud-request'));
  await expect(other.getByText('这份草稿已在另一个窗口打开')).toBeVisible();
  await expect(other.getByLabel('单位名称')).toHaveValue('甲局');
  await page.getByLabel('单位地址').fill('甲路');
  await saved(page);
  await other.getByLabel('单位地址').fill('乙路');
  await expect(other.getByText('另存为“冲突副本”')).toBeVisible();
  await other.getByRole('button', { name: '草稿与文件' }).click();
  await expect(other.getByText('冲突副本', { exact: true })).toBeVisible();
  await expect(other.getByRole('button', { name: '打开', exact: true })).toHaveCount(1);
  await page.reload();
  await ready(page.locator('govcloud-request'));
});

test('F20: without storage the form stays usable, says so, and offers the export', async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
  });
  await page.goto(site.put('/no-storage', host('no-storage')));
  await ready(page.locator('govcloud-request'));
  await expect(page.getByText('内容只在本页内存中')).toBeVisible();
  await page.getByLabel('单位名称').fill('甲局');
  await expect(page.getByText('仅在本页内存', { exact: true })).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出案卷文件' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.case\.json$/);
});
