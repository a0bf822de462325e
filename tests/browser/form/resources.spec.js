// The resource step with what grows large there: the choice from the catalog, and hundreds of rows.

import { expect, ready, test } from '../support/test.js';

const HOST = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script>
<main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23"></govcloud-request></main></html>`;

async function step(page, site) {
  await page.goto(site.put('/resources', HOST));
  const element = page.locator('govcloud-request');
  await ready(element);
  await element.locator('[part=map] button').nth(2).click();
  await expect(page.getByRole('button', { name: '从服务目录选择' })).toBeVisible();
  return element;
}

test('the chooser opens with the focus, narrows while typing, and begins anew each time', async ({ page, site }) => {
  const element = await step(page, site);
  const open = page.getByRole('button', { name: '从服务目录选择' });
  const search = page.getByRole('combobox', { name: '搜索' });
  const options = page.getByRole('listbox', { name: '从服务目录选择' }).getByRole('option');
  const names = () => options.locator('.entry-name').allTextContents();
  // Whether it was made ready before or not.
  for (const wait of [0, 1000]) {
    await page.waitForTimeout(wait);
    await expect(search).toBeHidden();
    await open.click();
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('');
    await expect(element.locator('.chooser-count')).toContainText('93');
    await page.keyboard.type('gxncc');
    await expect(options).toHaveCount(1);
    expect(await names()).toEqual(['高性能存储']);
    // Taken back, it finds more again, and another word others.
    for (let at = 0; at < 'gxncc'.length; at += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('内存型 16核');
    await expect(options).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(search).toBeHidden();
  }
  await open.click();
  await page.keyboard.type('yzj');
  await page.keyboard.press('ArrowDown');
  const second = (await names())[1];
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(search).toBeHidden();
  await expect(element.locator('[role=grid] [data-r="0"][data-c="name"]')).toHaveValue(second);
  // The filter by function holds while a word is typed.
  await open.click();
  await page.getByRole('combobox', { name: '功能' }).and(element.locator('.chooser-filter')).selectOption('storage/object');
  await search.fill('存储');
  await expect(options).toHaveCount(1);
});

test('500 rows are judged whether they are on screen or not, and typing loses nothing meanwhile', async ({ page, site }) => {
  test.slow();
  const element = await step(page, site);
  const needs = Array.from({ length: 500 }, (_, at) => ({
    id: `n${at + 1}`,
    cells: { name: `服务器 ${at + 1}`, function: 'compute/vm/general', 'd.vcpu': String(1 + at), count: at % 10 === 7 ? '若干' : '1' },
  }));
  const file = { format: 'govcloud-case', version: 1, digest: '0'.repeat(64) };
  const text = JSON.stringify({ ...file, case: { errand: 'deploy', fields: {}, needs, attachments: [] } });
  await element.evaluate((e, text) => e.importCase(text), text);
  const cell = element.locator('[role=grid] [data-r="3"][data-c="name"]');
  await cell.focus();
  await page.keyboard.press('End');
  const typed = 'abcdefghijklmnopqrstuvwxyz'.repeat(3);
  await page.keyboard.type(typed);
  await expect(cell).toHaveValue(`服务器 4${typed}`);
  const { problems } = await element.evaluate((e) => e.review());
  const wrong = problems.filter((problem) => problem.code === 'need-count').map((problem) => problem.path);
  expect(new Set(wrong).size).toBe(50);
  expect(wrong).toContain('/needs/497/count');
  expect(await element.locator('[role=grid] [role=row]').count()).toBeLessThan(60);
});
