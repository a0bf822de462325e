// For those who do not know what they need: questions, a proposal with its reasons, rows by one click.

import { expect, ready, test } from '../support/test.js';

const host = (lang) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>申请</title>
<meta name="viewport" content="width=device-width"><script type="module" src="/dist/govcloud-request.js"></script>
<main><govcloud-request lang="${lang}" catalog="/catalogs/demo.json" as-of="2026-11-23"></govcloud-request></main></html>`;

async function step(page, site, lang, name) {
  await page.goto(site.put(`/profile-${lang}`, host(lang)));
  const element = page.locator('govcloud-request');
  await ready(element);
  await element.locator('[part=map] button').nth(2).click();
  await page.getByRole('button', { name }).click();
  return element;
}

const needs = async (element) => JSON.parse(await element.evaluate((e) => e.exportCase())).case.needs;

test('what is proposed says so, and comes into the table as one edit', async ({ page, site }) => {
  const element = await step(page, site, 'zh-CN', '不清楚需要多少？');
  const dialog = page.getByRole('dialog', { name: '不清楚需要多少？' });
  const users = dialog.getByLabel('用户数');
  await expect(users).toBeFocused();
  await expect(dialog.locator('.profile-wait')).toBeVisible();
  await users.fill('很多');
  await expect(dialog.getByRole('alert')).toContainText('整数');
  await users.fill('500');
  await dialog.getByLabel('业务类型').selectOption('office');
  const proposed = dialog.locator('.profile-need');
  await expect(proposed).toHaveCount(5);
  await expect(proposed.nth(1)).toContainText('应用服务器 × 2');
  await expect(proposed.nth(1)).toContainText('按建议');
  await proposed.nth(1).getByText('理由').click();
  await expect(proposed.nth(1)).toContainText('office-app');
  await expect(dialog).toContainText('示例');
  await dialog.getByRole('button', { name: /填入资源需求表/ }).click();
  await expect(dialog).toBeHidden();
  const rows = await needs(element);
  expect(rows).toHaveLength(5);
  expect(rows[1].cells.reason).toMatch(/^按建议：资源需求估算表（示例）/);
  await element.locator('[role=grid] [data-r="0"][data-c="name"]').press('Control+z');
  await expect.poll(() => needs(element)).toHaveLength(0);
});

test('in English, on a narrow screen, it closes with Escape and puts nothing in', async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const element = await step(page, site, 'en', 'Not sure how much?');
  const dialog = page.getByRole('dialog', { name: 'Not sure how much?' });
  await dialog.getByLabel('Users', { exact: true }).fill('20000');
  await dialog.getByLabel('Kind of business').selectOption('video');
  await expect(dialog.locator('.profile-need').first()).toContainText('Proposed');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await dialog.getByLabel('Users', { exact: true }).press('Escape');
  await expect(dialog).toBeHidden();
  expect(await needs(element)).toHaveLength(0);
});
