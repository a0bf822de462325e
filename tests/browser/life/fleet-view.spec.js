// A fleet in the browser: a list by file and by paste, its columns said, what came of it looked into by filter, map, row
// and keyboard, and taken away again.

import { readFileSync } from 'node:fs';
import { expect, ready, test } from '../support/test.js';
import { sound } from '../support/sound.js';

/** Opens a page with the view. */
async function openFleet(page, site, { lang = 'zh', role = 'department' } = {}) {
  await page.goto(site.put(`/fleet-${lang}-${role}`, `<!doctype html><html lang="${lang === 'en' ? 'en' : 'zh-CN'}"><meta charset="utf-8"><title>成批适配</title>
<meta name="viewport" content="width=device-width">
<script type="module" src="/dist/govcloud-request.js"></script>
<main><h1>成批适配</h1><govcloud-request view="fleet" as-role="${role}" lang="${lang}" as-of="2026-11-23" catalog="/catalogs/demo.json"><p>后备内容</p></govcloud-request></main></html>`));
  const element = page.locator('govcloud-request');
  await ready(element);
  return element;
}

const HEADING = ['系统名称', '等保级别', '主机名称', 'CPU核数', '内存(GB)', '台数', '架构', 'GPU(张)'];

/** Rows of so many systems, a hundred rows each; the last system asks for what nothing fits. */
function rows(systems, each = 100) {
  const all = [HEADING];
  for (let system = 1; system <= systems; system += 1) {
    for (let row = 0; row < each; row += 1) {
      const impossible = system === systems && row === 0;
      all.push([`系统${system}`, system % 2 ? '三级' : '二级', `web-${row}`, 2 << (row % 4), 4 << (row % 4), 1 + (row % 3), impossible ? 'ARM' : '', impossible ? 2 : '']);
    }
  }
  return all;
}

const csv = (all) => ({ name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from(all.map((row) => row.join(',')).join('\n')) });

/** Puts a block into the place to paste, as a spreadsheet hands it over. */
const paste = (element, all) => element.getByRole('textbox', { name: /粘贴|Paste/ }).evaluate((field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
}, all.map((row) => row.join('\t')).join('\n'));

const list = (element) => element.locator('.fleet-rows');
const shown = (element) => list(element).locator('.list-row:not(.list-head)');

test('ten thousand rows are fitted, found, walked with the keys, and few of them stand in the document', async ({ page, site }) => {
  const element = await openFleet(page, site);
  await element.locator('input[type=file]').setInputFiles(csv(rows(100)));
  await expect(list(element)).toHaveAttribute('aria-rowcount', '10001', { timeout: 60_000 });
  expect(await shown(element).count()).toBeLessThan(40);
  await expect(element.locator('.fleet-cells [role=option]').first()).toBeVisible();

  // One Tab stop; arrows, and the end of the list from the keys.
  await expect(list(element).locator('[tabindex="0"]')).toHaveCount(1);
  await list(element).locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(list(element).locator('[data-r="1"][data-c="1"]')).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(list(element).locator('[data-r="9999"][data-c="7"]')).toBeFocused();
  await expect(list(element).locator('[tabindex="0"]')).toHaveCount(1);
  expect(await shown(element).count()).toBeLessThan(40);

  // Scrolling shows what lies there.
  await list(element).evaluate((frame) => { frame.scrollTop = 48 * 5000; });
  await expect(list(element).locator('[data-r="5000"][data-c="1"]')).toHaveText('系统51');

  // One outcome, one system, and nothing more.
  await element.getByRole('button', { name: /^✕? ?无法适配/ }).click();
  await expect(list(element)).toHaveAttribute('aria-rowcount', '2');
  await expect(shown(element)).toContainText('系统100');
  await element.getByRole('button', { name: '清除筛选' }).click();
  await element.getByRole('searchbox').fill('系统42');
  await expect(list(element)).toHaveAttribute('aria-rowcount', '101');
  await expect(element.locator('.fleet-cells [role=option]')).toHaveCount(1);
});

test('a pasted list: its columns said, a row against its offer, money as numbers, out as CSV and XLSX', async ({ page, site }) => {
  const element = await openFleet(page, site);
  const all = rows(3, 4);
  // Columns that nobody knows by their headings.
  all[0] = ['归口', '等保级别', '主机名称', '核心', '大小', '台数', '架构', 'GPU(张)'];
  await paste(element, all);
  await expect(element.getByRole('alert')).toContainText('工作表和列');
  await element.getByRole('button', { name: '工作表和列…' }).click();
  const dialog = element.getByRole('region', { name: '工作表和列的含义' });
  await dialog.getByRole('combobox', { name: 'A 归口' }).selectOption('system');
  await dialog.getByRole('combobox', { name: 'D 核心' }).selectOption('d.vcpu');
  await dialog.getByRole('combobox', { name: 'E 大小' }).selectOption('d.memory');
  await dialog.getByRole('button', { name: '适配 12 行' }).click();
  await expect(element.locator('.fleet-systems')).toHaveAttribute('aria-rowcount', '4');

  // Where the money goes: three pictures, each with its numbers.
  await expect(element.locator('.fleet-money table')).toHaveCount(3);
  for (const table of await element.locator('.fleet-money table').all()) {
    await expect(table.locator('tbody td').nth(1)).toHaveText(/^[\d,]+\.\d\d$/);
  }

  // The map chooses a system; a row shows need against offer, and why nothing fits where nothing does.
  await element.locator('.fleet-cells').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(list(element)).toHaveAttribute('aria-rowcount', '5');
  await shown(element).nth(1).locator('.list-cell').first().click();
  await expect(element.locator('.fleet-detail .bars tbody tr').first()).toContainText('核');
  await element.getByRole('button', { name: '清除筛选' }).click();
  await element.getByRole('button', { name: /无法适配/ }).click();
  await shown(element).first().locator('.list-cell').first().click();
  await expect(element.locator('.fleet-detail')).toContainText('无法适配证明');

  // What a level implies comes from the table of the place.
  await element.getByRole('button', { name: '清除筛选' }).click();
  await element.getByRole('checkbox').check();
  await expect(element.locator('.basis')).toContainText('项安全服务');
  await element.getByRole('searchbox').fill('防火墙');
  await expect(shown(element).first()).toContainText('等保推定');

  const saved = async (name) => {
    const coming = page.waitForEvent('download');
    await element.getByRole('button', { name }).first().click();
    return readFileSync(await (await coming).path());
  };
  const text = (await saved(/^下载 CSV（各行/)).toString('utf8');
  expect(text).toContain('差异');
  expect(text).toMatch(/系统2,.*核/);
  expect((await saved(/^下载 XLSX/)).subarray(0, 2).toString()).toBe('PK');
});

for (const lang of ['zh', 'en']) {
  test(`the view is sound, wide and narrow (${lang})`, async ({ page, site }) => {
    const element = await openFleet(page, site, { lang, role: 'authority' });
    await element.locator('input[type=file]').setInputFiles(csv(rows(30, 10)));
    await expect(list(element)).toBeVisible();
    await shown(element).nth(2).locator('.list-cell').first().click();
    await expect(element.locator('.fleet-detail')).toBeVisible();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await sound(page, `${width}`);
      if (process.env.GOVCLOUD_PICTURES) await page.screenshot({ path: `${process.env.GOVCLOUD_PICTURES}/fleet-${lang}-${width}.png`, fullPage: true });
    }
  });
}
