// Views of all cases, monitoring in the browser, and the way from an advice to the change that it proposes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/machine.js';
import { WHOLE, cut, handIn, openCase } from '../support/life.js';
import { expect, ready, test } from '../support/test.js';
import { sound } from '../support/sound.js';

const SYSTEM = WHOLE.entries[0].sheet.fields['system.name'];
const REGISTER = JSON.stringify({
  format: 'govcloud-register', version: 1,
  links: { case: '/case/{reference}', paper: '/case/{reference}/{digest}' },
  cases: [{ department: '某厅', journal: WHOLE }],
});

let serial = 0;

/** Opens a page with a view. */
async function openView(page, site, { view, role, register = REGISTER, lang = 'zh', more = '' }) {
  const name = `view-${(serial += 1)}-${process.pid}`;
  if (register) site.put(`/${name}.json`, register);
  const given = register ? ` register="/${name}.json"` : '';
  await page.goto(site.put(`/${name}`, `<!doctype html><html lang="${lang === 'en' ? 'en' : 'zh-CN'}"><meta charset="utf-8"><title>一览</title>
<meta name="viewport" content="width=device-width">
<script type="module" src="/dist/govcloud-request.js"></script>
<main><h1>一览</h1><govcloud-request view="${view}" as-role="${role}" lang="${lang}" as-of="2026-11-23" catalog="/catalogs/demo.json"${given}${more}><p>后备内容</p></govcloud-request></main></html>`));
  const element = page.locator('govcloud-request');
  await ready(element);
  return element;
}

/** A file of monitored rows of one system over the last months. */
const monitored = (system) => ({
  name: '监测.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([
    'system,month,opened,zone,hosts,vcpu,memory,disk,cpu_percent,memory_percent,cpu_peak_percent,memory_peak_percent',
    ...['2026-04', '2026-05', '2026-06'].map((month) => `${system},${month},2024-03,,,925,3689,,6.10,14.80,16.00,22.00`),
  ].join('\n')),
});

test('the register of filings names the case, where it stands, and its papers', async ({ page, site }) => {
  const element = await openView(page, site, { view: 'filings', role: 'authority' });
  const row = element.locator('.view-table tbody tr');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(SYSTEM);
  await expect(row).toContainText('某厅');
  await expect(row).toContainText('已终止');
  await expect(row.getByRole('link', { name: WHOLE.reference })).toHaveAttribute('href', `/case/${WHOLE.reference}`);
  await expect(row.locator('.view-papers a')).toHaveCount(3);
});

test('the year is audited in the browser and taken away as CSV', async ({ page, site }) => {
  const element = await openView(page, site, { view: 'year', role: 'authority' });
  await expect(element.getByRole('heading', { level: 3 })).toHaveCount(4);
  const total = element.locator('.view-table').first().locator('tfoot td').nth(4);
  await expect(total).toHaveText(/^[\d,]+\.\d\d$/);
  const [file] = await Promise.all([page.waitForEvent('download'), element.getByRole('button', { name: '下载 CSV' }).first().click()]);
  const text = readFileSync(await file.path(), 'utf8');
  expect(file.suggestedFilename()).toMatch(/^audit-2026-.*\.csv$/);
  expect(text).toContain((await total.innerText()).replaceAll(',', '').replace(/\.?0+$/, ''));
  await element.getByRole('button', { name: /^2025 年/ }).click();
  await expect(element.getByRole('button', { name: /^2025 年/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(element.locator('.view-sheet').first()).toContainText('没有内容');
});

test('the budget is the treasury\'s, by the year in which it is paid', async ({ page, site }) => {
  const element = await openView(page, site, { view: 'budget', role: 'treasury', more: ' year="2027"' });
  await expect(element.getByRole('heading', { level: 3 })).toContainText('2027年度政务云服务费预算');
  await expect(element.locator('.view-years')).toHaveCount(0);
  await expect(element.locator('.view-table tbody')).toContainText('某厅');
});

test('another role is told whose view it is, and a file that is none is refused', async ({ page, site, troubles }) => {
  let element = await openView(page, site, { view: 'budget', role: 'department' });
  await expect(element.getByRole('alert')).toContainText('省财政厅');
  await expect(element.locator('.view-table')).toHaveCount(0);
  element = await openView(page, site, { view: 'year', role: 'authority', register: '{"format":"elsewhere"}' });
  await expect(element.getByRole('alert')).toContainText('登记簿不能使用');
  element = await openView(page, site, { view: 'year', role: 'authority', register: REGISTER.replace('方案', '别的方案') });
  await expect(element.locator('.note.is-warns')).toContainText(WHOLE.reference);
  troubles.length = 0;
});

test('monitoring is judged in the browser: each rule, who is low, why, and what is proposed', async ({ page, site }) => {
  const element = await openView(page, site, { view: 'monitoring', role: 'centre', register: JSON.stringify({ ...JSON.parse(REGISTER), cases: [{ journal: JSON.parse(cut(11)) }] }) });
  const input = element.locator('input[type=file]');
  await input.setInputFiles(join(ROOT, 'tests/data/utilisation-shanxi-2026-01.csv'));
  await expect(element.getByText('数据没有月份')).toBeVisible();
  await element.getByRole('textbox').fill('2026-01');
  await element.getByRole('textbox').blur();
  await expect(element.locator('.view-table').first().locator('tbody tr td:nth-child(2)')).toHaveText(['36', '24', '48', '12', '0', '0', '0', '0']);
  await expect(element.locator('.basis')).toContainText('不足以判定任何系统明显偏低');
  await element.getByRole('textbox').fill('');
  await element.getByRole('textbox').blur();
  await input.setInputFiles(monitored(SYSTEM));
  const low = element.locator('.view-sheet', { hasText: '明显偏低的系统及建议' }).locator('tbody tr');
  await expect(low).toContainText('→');
  await expect(low.getByRole('link', { name: SYSTEM })).toHaveAttribute('href', `/case/${WHOLE.reference}`);
  await input.setInputFiles({ name: '坏.csv', mimeType: 'text/csv', buffer: Buffer.from([0xd6, 0xd0, 0x0a]) });
  await expect(element.locator('.note.is-bars')).toContainText('UTF-8');
});

test('the change drafts of a whole list are prepared at once, and where there is none it is said why', async ({ page, site }) => {
  const register = JSON.stringify({ ...JSON.parse(REGISTER), cases: [{ journal: JSON.parse(cut(11)) }] });
  const element = await openView(page, site, { view: 'monitoring', role: 'centre', register });
  const [own, other] = [monitored(SYSTEM), monitored('别的系统')].map((file) => file.buffer.toString());
  const buffer = Buffer.from([own, ...other.split('\n').slice(1)].join('\n'));
  await element.locator('input[type=file]').setInputFiles({ ...monitored(SYSTEM), buffer });
  const changes = element.getByRole('region', { name: '变更草稿', exact: true });
  await expect(changes.locator('tbody tr')).toHaveCount(2);
  await expect(changes.locator('tbody tr', { hasText: '别的系统' })).toContainText('没有名称相同');
  await expect(changes.getByRole('link', { name: WHOLE.reference })).toHaveAttribute('href', `/case/${WHOLE.reference}`);
  await expect(changes.locator('tfoot')).toContainText(/[\d,]+\.\d\d/);
  const [file] = await Promise.all([page.waitForEvent('download'), changes.getByRole('button', { name: /^下载选中的 1 份/ }).click()]);
  const packed = readFileSync(await file.path());
  expect(packed.subarray(0, 2).toString()).toBe('PK');
  expect(packed.includes(`${WHOLE.reference}-`)).toBe(true);
  await expect(changes.getByRole('status')).toContainText('已准备 1 份变更草稿；1 个系统没有准备');
  await changes.getByRole('checkbox').uncheck();
  await expect(changes.getByRole('button', { name: /^下载选中的 0 份/ })).toBeDisabled();
  await sound(page);
});

test('an advice is filled in from the monitoring of its system, with the rows that it proposes', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 11, role: 'centre', errand: 'advise', day: '2026-07-06' });
  await element.getByText('按监测数据填写').click();
  await element.locator('.monitoring input[type=file]').setInputFiles(monitored(SYSTEM));
  await element.getByRole('button', { name: '填入本建议' }).click();
  await expect(element.getByRole('textbox', { name: /^建议内容/ })).toHaveValue(/明显偏低.*→/);
  await expect(element.getByRole('textbox', { name: /^监测依据/ })).toHaveValue(/监测\.csv/);
  const row = element.locator('.proposed-row');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('现行 3689 GB');
  await row.getByRole('textbox', { name: /^内存/ }).fill('许多');
  await row.getByRole('textbox', { name: /^内存/ }).blur();
  await expect(row.locator('[aria-invalid=true]')).toHaveCount(1);
  await row.getByRole('textbox', { name: /^内存/ }).fill('2400 GB');
  await element.getByLabel(/^提出日期/).first().fill('2026-07-06');
  await handIn(page);
  await expect.poll(() => page.evaluate(() => window.sealed.length)).toBe(1);
  const sealed = await page.evaluate(() => JSON.stringify(window.sealed[0]));
  expect(sealed).toContain('2400 GB');
});

test('one click opens the change with the rows that are proposed, marked, and free to be changed', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 12, role: 'department', day: '2026-07-13' });
  await element.getByRole('button', { name: '据此申请变更' }).click();
  await expect(element.locator('.proposed-note')).toContainText('按建议');
  const changes = element.locator('[part=changes]');
  await expect(changes.getByRole('row', { name: /^内存/ })).toContainText('2400 GB');
  await expect(changes).toContainText('按建议');
  await element.locator('[part=map]').getByRole('button', { name: '资源需求' }).click();
  await expect(element.locator('.proposed-note')).toBeVisible();
  await element.locator('[data-r="0"][data-c="d.memory"]').fill('3000 GB');
  await expect(element.locator('.proposed-note')).toContainText('与建议不同');
});

for (const lang of ['zh', 'en']) {
  test(`views have nothing that axe finds, and nothing runs over (${lang})`, async ({ page, site }) => {
    test.slow();
    for (const [view, role] of [['filings', 'authority'], ['year', 'authority'], ['budget', 'treasury'], ['monitoring', 'centre']]) {
      const element = await openView(page, site, { view, role, lang });
      if (view === 'monitoring') await element.locator('input[type=file]').setInputFiles(join(ROOT, 'www/catalogs/monitoring.example.csv'));
      await expect(element.locator('.view-table').first()).toBeVisible();
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await sound(page, `${view} ${width}`);
      }
    }
  });
}
