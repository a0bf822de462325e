// The pages of the reference portal, with a demonstration case in each stage: every role, wide and narrow, without a
// script too.

import { expect, test } from '../support/test.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/machine.js';
import { PASSWORD, Portal } from '../support/portal.js';
import { sound } from '../support/sound.js';

/** The element has tests of its own. */
const ELEMENT = { exclude: 'govcloud-request' };

const portal = new Portal({ demo: true });
test.beforeAll(() => portal.start());
test.afterAll(() => portal.end());

async function signIn(page, account, next = '/') {
  await page.goto(`${portal.url}/sign-in?next=${encodeURIComponent(next)}&account=${account}`);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('form button').click();
  await page.waitForURL(`${portal.url}${next}`);
}

/** References by standing, as the authority sees them. */
async function standings(page) {
  const answer = await page.request.get(`${portal.url}/api/cases`);
  return Object.fromEntries((await answer.json()).cases.map((line) => [line.standing, line.reference]));
}

for (const [account, pages] of [
  ['dept-a', ['/', '/fleet']],
  ['authority', ['/', '/filings', '/year/2026']],
  ['centre', ['/', '/monitoring']],
  ['supplier-a', ['/']],
  ['treasury', ['/', '/year/2026', '/budget/2027']],
]) {
  test(`${account}: pages are sound, wide and narrow, in both languages`, async ({ page }) => {
    await signIn(page, account);
    for (const address of pages) {
      for (const lang of ['zh', 'en']) {
        await page.goto(`${portal.url}${address}?lang=${lang}`);
        await expect(page.locator('h1')).toBeVisible();
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await sound(page, `${account} ${address} ${lang} ${width}`, ELEMENT);
        }
      }
    }
  });
}

test('each stage has its page, which needs no script', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, 'authority');
  const all = await standings(page);
  expect(Object.keys(all).length).toBe(17);
  for (const [standing, reference] of Object.entries(all)) {
    await page.goto(`${portal.url}/case/${reference}`);
    await expect(page.locator('.way-picture'), standing).toBeVisible();
    await expect(page.locator('.timeline > li').first(), standing).toBeVisible();
    await page.setViewportSize({ width: 390, height: 900 });
    await expect(page.locator('.way-list li').first(), standing).toBeVisible();
    await expect(page.locator('.way-picture'), standing).toBeHidden();
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  await context.close();
});

test('what waits leads to its case, its papers and its receipt', async ({ page }) => {
  await signIn(page, 'authority');
  const first = page.locator('.inbox li').first();
  const name = await first.locator('.inbox-name').textContent();
  await first.locator('.button').click();
  await expect(page.locator('h1')).toContainText(name);
  const download = page.waitForEvent('download');
  await page.locator('.timeline .files a').first().click();
  expect((await download).suggestedFilename()).toContain('演示');
  await page.locator('.timeline a', { hasText: '回执' }).first().click();
  await expect(page.locator('#reference')).toContainText('HLJ-2026-');
});

test('the tables of a year are taken away as CSV and as a workbook', async ({ page }) => {
  await signIn(page, 'treasury', '/year/2026');
  const taken = async (control) => {
    const [download] = await Promise.all([page.waitForEvent('download'), control.first().click()]);
    return download.suggestedFilename();
  };
  expect(await taken(page.locator('a', { hasText: '下载工作簿' }))).toMatch(/^2026-.*\.xlsx$/);
  expect(await taken(page.locator('govcloud-request').getByRole('button', { name: '下载 CSV' }))).toMatch(/^audit-2026-.*\.csv$/);
});

test('views of all cases stand in the pages, made of what the portal gives, and say the same without a script', async ({ page, browser }) => {
  await signIn(page, 'authority', '/filings');
  const element = page.locator('govcloud-request');
  const rows = element.locator('.view-table tbody tr');
  await expect(rows.first()).toBeVisible();
  const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
  const plain = await context.newPage();
  await signIn(plain, 'authority', '/filings');
  await expect(plain.locator('table.list tbody tr')).toHaveCount(await rows.count());
  await page.goto(`${portal.url}/year/2026`);
  await plain.goto(`${portal.url}/year/2026`);
  const total = element.locator('.view-table').first().locator('tfoot td').nth(4);
  await expect(total).toHaveText(await plain.locator('table.list').first().locator('tfoot td').nth(4).innerText());
  await context.close();
});

test('a whole list is fitted on the page of the portal, with a script and without one', async ({ page, browser }) => {
  const rows = '系统名称,等保级别,名称,CPU核数,内存(GB),台数\n办件系统,三级,web,4,8,2\n公文系统,二级,db,8,16,1\n';
  await signIn(page, 'dept-a', '/');
  await page.getByRole('link', { name: '成批适配' }).click();
  const element = page.locator('govcloud-request');
  await element.locator('input[type=file]').setInputFiles({ name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await expect(element.locator('.fleet-systems [role=row]')).toHaveCount(3);

  const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
  const plain = await context.newPage();
  await signIn(plain, 'authority', '/fleet');
  await plain.locator('[name=rows]').fill(rows);
  await plain.locator('[name=services]').check();
  await plain.locator('main form button').click();
  await expect(plain.locator('table.list').nth(1)).toContainText('公文系统');
  await expect(plain.locator('table.list').nth(2)).toContainText('等保推定');
  await context.close();
});

test('monitoring is judged without a script too, and only for the centre', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, 'centre', '/monitoring');
  await page.locator('[name=rows]').fill(readFileSync(join(ROOT, 'www/catalogs/monitoring.example.csv'), 'utf8'));
  await page.locator('main form button').click();
  await expect(page.locator('table.list').nth(1)).toContainText('示例系统甲');
  await expect(page.locator('table.list').nth(1)).toContainText('→');
  await context.close();
});
