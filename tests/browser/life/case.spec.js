// The case view: what each role sees and may do, the picture, the history, the review, what cannot be shown.

import { expect, ready, test } from '../support/test.js';
import { WHOLE, cut, openCase } from '../support/life.js';
import { sound } from '../support/sound.js';

/** After so many steps: the standing, whose turn it is, and what each role may do. */
const PLACES = [
  [1, '待论证', '省政务大数据中心', { department: ['部署申请', '迁移申请', '撤回申请'], authority: [], centre: ['方案论证'], supplier: [], treasury: [] }],
  [2, '待审核', '省营商环境局', { department: ['撤回申请'], authority: ['审核决定'], centre: [], supplier: [] }],
  [3, '待补正', WHOLE.entries[0].sheet.fields['unit.name'], { department: ['迁移申请', '部署申请', '撤回申请'], authority: [], centre: [] }],
  [8, '测试中', WHOLE.entries[0].sheet.fields['unit.name'], { department: ['测试结果', '终止申请'], authority: [] }],
  [11, '运行中', '', { department: ['变更申请', '终止申请'], centre: ['资源调整建议'], authority: [], supplier: [] }],
  [19, '已终止', '', { department: [], authority: [], centre: [], supplier: [] }],
];

for (const [steps, standing, turn, roles] of PLACES) {
  test(`after step ${steps} the case is ${standing}, and each role may do its own`, async ({ page, site }) => {
    for (const [role, errands] of Object.entries(roles)) {
      const { element } = await openCase(page, site, { steps, role });
      await expect(element.getByRole('heading', { level: 3 })).toContainText(standing);
      if (turn) await expect(element.locator('.turn')).toContainText(turn);
      await expect(element.locator('.moves .actions button')).toHaveText(errands);
    }
  });
}

test('without a role nothing can be done, and it is said', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 2 });
  await expect(element.getByText('只能查看')).toBeVisible();
  await expect(element.locator('.moves .actions button')).toHaveCount(0);
  await expect(element.locator('.others-open')).toContainText('省营商环境局：审核决定');
});

test('the picture says in words what it shows', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 9, role: 'authority' });
  const words = element.locator('[part=track] ol.quiet > li');
  await expect(words).toHaveCount(6);
  await expect(words.nth(0)).toContainText('迁移申请：2026-01-19 已办理');
  await expect(words.nth(2)).toContainText('测试：2026-03-18 已办理');
  await expect(words.nth(2)).toContainText('备案：当前');
  await expect(words.nth(5)).toContainText('未办理');
});

test('the history tells each step, and its form unfolds', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 15, role: 'authority' });
  const rows = element.locator('.history .timeline > li');
  await expect(rows).toHaveCount(15);
  await expect(rows.first()).toContainText('开通确认');
  await expect(rows.last()).toContainText('第 1 步');
  const back = rows.nth(12);
  await expect(back).toContainText('退回补正');
  await back.locator('summary').click();
  await expect(back.getByText('资源测算说明缺失')).toBeVisible();
  await expect(back).toContainText(WHOLE.entries[2].digest);
});

test('the application is read with its findings beside the fields, and the review prints by article', async ({ page, site }) => {
  await page.addInitScript(() => { window.print = () => { window.printed = document.querySelector('govcloud-request').shadowRoot.querySelector('.on-paper')?.textContent; }; });
  const { element } = await openCase(page, site, { steps: 2, role: 'authority', day: '2026-01-13' });
  const map = element.locator('[part=map]');
  await map.getByRole('button', { name: '单位与联系人' }).click();
  await expect(element.locator('.field .told').first()).toBeVisible();
  await expect(element.locator('[part=page] input')).toHaveCount(0);
  await map.getByRole('button', { name: '检查意见', exact: true }).click();
  await expect(element.locator('.review-article').first()).toBeVisible();
  await element.getByRole('button', { name: '打印逐条审核表' }).click();
  await expect.poll(() => page.evaluate(() => window.printed)).toContain('逐条审核表');
  const printed = await page.evaluate(() => window.printed);
  expect(printed).toContain(WHOLE.reference);
  expect(printed).toMatch(/第[一二三四五六七八九十]+条/);
  // Each thing that an article asks, with what it comes to.
  expect(printed).toMatch(/涉及 \d+ 条/);
  expect(printed).toContain('符合');
  expect(printed).toContain('□ 符合　□ 不符合　意见：');
  expect(printed).not.toContain('签字');
});

test('a change under review is compared with what runs', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 13, role: 'authority' });
  const changes = element.locator('[part=changes]');
  await expect(changes).toContainText('资源测算说明');
  const memory = changes.getByRole('row', { name: /^内存/ });
  await expect(memory).toContainText('3689 GB');
  await expect(memory).toContainText('2400 GB');
});

test('a journal that was changed is refused in words, and loaded again on request', async ({ page, site }) => {
  const { element, journal } = await openCase(page, site, { steps: 2, role: 'authority' });
  site.put(journal, cut(2).replace('论证报告', '别的报告'));
  await page.reload();
  await ready(element);
  await expect(element.getByRole('alert')).toContainText('案卷不能显示');
  await expect.poll(() => page.evaluate(() => window.heard.map(([name]) => name))).toContain('gcr-faulted');
  site.put(journal, cut(2));
  await element.getByRole('button', { name: '重新载入' }).click();
  await expect(element.getByRole('heading', { level: 3 })).toContainText('待审核');
});

test('a journal given as data is asked for anew from the page', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 2, role: 'authority' });
  await element.evaluate((e, text) => { e.journalData = text; }, cut(6));
  await expect(element.getByRole('heading', { level: 3 })).toContainText('待采购');
});

for (const lang of ['zh', 'en']) {
  test(`nothing that axe finds, wide and narrow (${lang})`, async ({ page, site }) => {
    test.slow();
    for (const [steps, role] of [[3, 'department'], [8, 'centre'], [12, 'department'], [13, 'authority'], [19, 'supplier']]) {
      const { element } = await openCase(page, site, { steps, role, lang });
      await expect(element.locator('.history')).toBeVisible();
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await sound(page, `${steps} ${role} ${width}`);
      }
    }
  });
}

test('in English no Chinese sentence is left on the case', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 13, role: 'authority', lang: 'en' });
  // Organs keep their Chinese names beside the English.
  const labels = await element.locator('[part=page]').locator('h3, h4, h5, dl:not(.case-duties) dt, .label, .turn, .moves .button, summary, th[scope=col], .tag').allInnerTexts();
  const chinese = labels.filter((text) => /[一-鿿]/.test(text.replace(/（[^）]*）|\([^)]*\)/g, '')));
  expect(chinese).toEqual([]);
});

test('the duties of others are named by article, and whose turn it is now', async ({ page, site }) => {
  const { element } = await openCase(page, site, { steps: 2, role: 'department' });
  const duties = element.locator('.case-duties > div');
  await expect(duties).toHaveCount(6);
  for (const [at, article] of ['第八条', '第九条', '第十一条', '第十二条', '第二十三条', '第二十六条'].entries()) {
    await expect(duties.nth(at)).toContainText(article);
  }
  await expect(duties.filter({ hasText: '现在轮到' })).toHaveCount(1);
  await expect(duties.nth(0)).toContainText('省营商环境局 现在轮到');
  await expect(duties.nth(1)).toContainText('省财政厅');
});
