// What a person sees of the keeping when it is not as usual: two windows, no storage, a slow store.

import { host, open, paper, records, saved, step, unit } from '../support/draft.js';
import { expect, ready, test } from '../support/test.js';

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

test('looking ahead and choosing a file before the draft is open: the step stays, and the file is kept', async ({ page, site }) => {
  const address = site.put('/slow-store', host('slow-store'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  // Once more, and what opens a draft is not answered until the page is told.
  await page.addInitScript(() => {
    const gate = new Promise((go) => (window.go = go));
    const { request } = LockManager.prototype;
    LockManager.prototype.request = async function (...words) {
      await gate;
      return request.apply(this, words);
    };
  });
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await step(page, '方案与材料').click();
  await page.locator('govcloud-request input[type=file]').first().setInputFiles({ name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from('方案') });
  await expect(page.getByText('正在读取')).toBeVisible();
  await expect(paper(page, '方案.txt')).toHaveCount(0);
  await page.evaluate(() => window.go());
  await expect(paper(page, '方案.txt')).toBeVisible();
  await expect(page.getByText('正在读取')).toHaveCount(0);
  await saved(page);
  await step(page, '单位与联系人').click();
  await expect(unit(page)).toHaveValue('甲局');
  expect((await records(page, 'slow-store')).blobs, 'the bytes of the file').toHaveLength(1);
});
