// The forms of single steps: opened from the case, kept, handed in as a step of it, refused when the case moved.

import { saved } from '../support/draft.js';
import { expect, ready, test } from '../support/test.js';
import { WHOLE, cut, handIn, openCase, sheet } from '../support/life.js';
import { sound } from '../support/sound.js';

const NAMES = {
  appraise: '方案论证', decide: '审核决定', migrate: '迁移申请', procure: '登记采购结果', trial: '部署与开始测试', test: '测试结果',
  file: '备案', activate: '开通确认', advise: '资源调整建议', change: '变更申请', leave: '终止申请', 'hand-over': '移交确认', clear: '清除确认',
};
const accepted = (page) => page.locator('govcloud-request [part=hand-in]').getByText(/门户已受理/).first();

for (const entry of WHOLE.entries.slice(1)) {
  const errand = entry.sheet.errand;
  test(`step ${entry.number}: ${NAMES[errand]} opens and is handed in as a step of the case`, async ({ page, site }) => {
    const { element } = await openCase(page, site, { steps: entry.number - 1, role: entry.role });
    await element.locator('.moves .actions').getByRole('button', { name: NAMES[errand] }).click();
    await expect(element.getByRole('heading', { level: 3 })).toBeFocused();
    await expect.poll(() => page.evaluate(() => window.heard.at(-1))).toEqual(['gcr-step', { reference: WHOLE.reference, errand }]);
    await element.evaluate((e, text) => e.importCase(text), sheet(entry.number));
    await saved(page);
    await handIn(page);
    await expect(accepted(page)).toBeVisible({ timeout: 20_000 });
    const [sealed] = await page.evaluate(() => window.sealed);
    expect(sealed.about).toEqual({ reference: WHOLE.reference, head: WHOLE.entries[entry.number - 2].digest });
    expect(sealed.case.errand).toBe(errand);
    expect(await page.evaluate(() => window.heard.map(([name]) => name))).toContain('gcr-journal');
  });
}

// Steps that the whole life above does not pass: each has its form, and where it is not its time that is said.
for (const [errand, role, steps, name, fields, refusal] of [
  ['withdraw', 'department', 1, '撤回申请', ['撤回原因'], null],
  ['settle', 'centre', 12, '建议办结', ['办结原因', '办结日期'], null],
  ['government', 'authority', 2, '登记政府批准', ['是否批准单独购置', '批准文件名称和文号', '批准日期'], '待审核'],
  ['confirm', 'supplier', 6, '纳管确认', ['出具确认的云服务商', '采购设备是否符合纳管要求', '确认意见', '确认日期'], '待采购'],
  ['purchase', 'department', 6, '登记单独购置', ['政府采购合同名称和编号', '采购完成日期'], '待采购'],
]) {
  test(`${name} has its form, ${refusal ? 'and is refused while another step is waited for' : 'and is handed in as a step of the case'}`, async ({ page, site }) => {
    const { element } = await openCase(page, site, { steps, role, errand });
    await expect(element.getByRole('heading', { level: 3, name })).toBeVisible();
    for (const field of fields) await expect(element.locator('.field', { hasText: field }).first()).toBeVisible();
    if (refusal) {
      await handIn(page);
      await expect(element.locator('.summary')).toContainText(`当前环节是“${refusal}”`);
      expect(await page.evaluate(() => window.sealed)).toEqual([]);
      return;
    }
    for (const box of await element.locator('[part=page] textarea').all()) await box.fill('情况有变（测试）。');
    for (const day of await element.locator('[part=page] .field', { hasText: '日期' }).locator('input').all()) {
      if (await day.isVisible()) await day.fill(WHOLE.entries[steps].on);
    }
    await saved(page);
    await handIn(page);
    await expect(accepted(page)).toBeVisible();
    const [sealed] = await page.evaluate(() => window.sealed);
    expect([sealed.case.errand, sealed.about.head]).toEqual([errand, WHOLE.entries[steps - 1].digest]);
  });
}

test('a step is typed, kept, left and opened again, also after a reload', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 2, role: 'authority', owner: 'reviewer-1' });
  const open = () => element.locator('.moves').getByRole('button', { name: '审核决定' }).click();
  await open();
  await page.getByLabel('理由和意见').fill('依论证结论，同意。');
  await saved(page);
  await element.getByRole('button', { name: '返回案卷' }).click();
  await expect(element.getByRole('heading', { level: 3 })).toContainText('待审核');
  await expect(element.getByRole('heading', { level: 3 })).toBeFocused();
  await open();
  await expect(page.getByLabel('理由和意见')).toHaveValue('依论证结论，同意。');
  await page.reload();
  await ready(element);
  await open();
  await expect(page.getByLabel('理由和意见')).toHaveValue('依论证结论，同意。');
  await element.getByRole('button', { name: '草稿与文件' }).click();
  await expect(element.getByText(`案卷 ${WHOLE.reference}`).first()).toBeVisible();
});

test('the draft of a step is not taken for an application, nor the other way round', async ({ page, site }) => {
  const owner = 'mixed-1';
  const { element } = await openCase(page, site, { steps: 2, role: 'authority', owner, errand: 'decide' });
  await page.getByLabel('理由和意见').fill('退回。');
  await saved(page);
  await page.goto(site.put('/plain', `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script>
<main><govcloud-request catalog="/catalogs/demo.json" owner="${owner}"></govcloud-request></main></html>`));
  await ready(element);
  await expect(page.getByLabel('单位名称')).toHaveValue('');
  await page.getByLabel('单位名称').fill('甲局');
  await saved(page);
  await element.getByRole('button', { name: '草稿与文件' }).click();
  await expect(element.getByText('请在该案卷中打开')).toBeVisible();
});

test('a step opens by its attribute, and a step that is another role\'s is refused with the reason', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 2, role: 'department', errand: 'decide' });
  await expect(element.getByRole('heading', { level: 3, name: '审核决定' })).toBeVisible();
  await element.evaluate((e, text) => e.importCase(text), sheet(6));
  await handIn(page);
  await expect(element.locator('.summary')).toContainText('由主管部门办理');
  expect(await page.evaluate(() => window.sealed)).toEqual([]);
});

test('a change shows what it changes as it is typed', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 11, role: 'department' });
  await element.locator('.moves').getByRole('button', { name: '变更申请' }).click();
  await expect(element.getByText('与现行申请相比没有改动')).toBeVisible();
  const map = element.getByRole('navigation', { name: '填写步骤' });
  await map.getByRole('button', { name: '资源需求' }).click();
  const memory = element.locator('[data-r="0"][data-c="d.memory"]');
  await expect(memory).toHaveValue('3689 GB');
  await memory.fill('2400 GB');
  await map.getByRole('button', { name: '变更说明' }).click();
  const row = element.locator('[part=changes]').getByRole('row', { name: /^内存/ });
  await expect(row).toContainText('3689 GB');
  await expect(row).toContainText('2400 GB');
  await map.getByRole('button', { name: '单位与联系人' }).click();
  await expect(element.locator('input[name=errand]')).toHaveCount(0);
});

test('from open advice the department requests the change with one click', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 12, role: 'department' });
  await expect(element.getByText('内存利用率明显偏低').first()).toBeVisible();
  await element.getByRole('button', { name: '据此申请变更' }).click();
  await expect(element.getByRole('radiogroup', { name: /是否依据资源调整建议/ }).getByLabel('是')).toBeChecked();
  await expect(page.getByLabel('变更原因和内容')).toHaveValue(/2026-07-06.*2400 GB/);
});

test('an application that was sent back begins as it was, with the reasons on top', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 3, role: 'department' });
  await element.locator('.moves').getByRole('button', { name: '迁移申请' }).click();
  await expect(element.locator('.sent-back')).toContainText('资源测算说明缺失');
  await expect(page.getByLabel('单位名称')).toHaveValue(WHOLE.entries[0].sheet.fields['unit.name']);
});

test('the services that start are listed from the approved application; the price is the supplier\'s', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 10, role: 'supplier', errand: 'activate' });
  const rows = element.locator('.services tbody tr');
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  expect(count).toBeGreaterThan(5);
  await expect(rows.first()).toContainText('示例价');
  const price = element.locator('[data-path="/needs/0/price"]');
  await expect(price).toHaveValue('');
  await price.fill('38.50');
  await price.press('ArrowDown');
  await expect(element.locator('[data-path="/needs/1/price"]')).toBeFocused();
  await element.getByRole('button', { name: '删除第 2 行' }).click();
  await expect(rows).toHaveCount(count - 1);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(count);
  await saved(page);
});

test('when the case moved meanwhile it is told, the draft stays, and it is handed in again under a new key', async ({ page, context, site, troubles }) => {
  const keys = [];
  const { element, journal } = await openCase(page, site, { steps: 11, role: 'centre', action: '/api/applications', errand: 'advise' });
  await context.route('**/api/applications', async (route) => {
    const envelope = route.request().postDataJSON();
    keys.push([envelope.key, envelope.about.head]);
    const head = WHOLE.entries[11].digest;
    if (envelope.about.head !== head) {
      const message = { zh: '案卷已有新的办理。', en: 'The case moved.' };
      return route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ status: 409, code: 'case-moved', title: message.zh, message, errors: [] }) });
    }
    const { key, digest } = envelope;
    return route.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify({ reference: WHOLE.reference, key, digest }) });
  });
  // Papers of the kept form are not on this machine: it is handed in without.
  const own = JSON.parse(sheet(12));
  own.case.attachments = [];
  await element.evaluate((e, text) => e.importCase(text), JSON.stringify(own));
  await saved(page);
  await handIn(page);
  await expect(element.getByText('案卷在此期间有了新的办理').first()).toBeVisible();
  site.put(journal, cut(12));
  await element.getByRole('button', { name: '载入最新情况' }).click();
  await expect(element.locator('.meanwhile')).toContainText('有了 1 步新的办理');
  await expect(element.locator('#meanwhile-title')).toBeFocused();
  await page.getByRole('button', { name: '提交本环节' }).click();
  await expect(accepted(page)).toBeVisible({ timeout: 20_000 });
  expect(keys.map(([, head]) => head)).toEqual([WHOLE.entries[10].digest, WHOLE.entries[11].digest]);
  expect(keys[0][0]).not.toBe(keys[1][0]);
  await element.getByRole('button', { name: '返回案卷' }).last().click();
  await expect(element.getByRole('heading', { level: 3 })).toContainText('运行中');
  troubles.splice(0, troubles.length, ...troubles.filter((t) => !t.includes('409')));
});

test('by keyboard alone: into a step, through it, back', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 2, role: 'authority' });
  await element.locator('.moves').getByRole('button', { name: '审核决定' }).focus();
  await page.keyboard.press('Enter');
  await expect(element.getByRole('heading', { level: 3, name: '审核决定' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(element.getByLabel('审核通过')).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(element.getByLabel('退回补正')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type('2026-01-26');
  await expect(page.getByLabel('审核日期')).toHaveValue('2026-01-26');
  await element.getByRole('button', { name: '返回案卷' }).focus();
  await page.keyboard.press('Enter');
  await expect(element.getByRole('heading', { level: 3 })).toBeFocused();
});

test('nothing that axe finds in the forms, wide and narrow', async ({ page, site }) => {
  test.slow();
  for (const [steps, role, errand] of [[2, 'authority', 'decide'], [9, 'department', 'file'], [10, 'supplier', 'activate'], [11, 'department', 'change'], [15, 'department', 'leave']]) {
    const { element } = await openCase(page, site, { steps, role, errand });
    await expect(element.locator('[part=page]')).toBeVisible();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await sound(page, `${errand} ${width}`);
    }
  }
});
