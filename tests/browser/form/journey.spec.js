// The form as people use it: by keyboard, with mistakes, back and forth, in both languages, on a narrow
// screen, read only, on paper.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saved, step } from '../support/draft.js';
import { ROOT } from '../support/machine.js';
import { expect, ready, test } from '../support/test.js';
import { sound } from '../support/sound.js';

const host = (attributes = '') => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>申请</title>
<meta name="viewport" content="width=device-width"><script type="module" src="/dist/govcloud-request.js"></script>
<main><h1>政务服务</h1><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" owner="o${Math.random()}" ${attributes}></govcloud-request></main></html>`;
const CASE = readFileSync(join(ROOT, 'tests/data/beijing-mpa.case.json'), 'utf8');

/** A form on a page of its own. */
async function form(page, site, attributes) {
  await page.goto(site.put('/form', host(attributes)));
  const element = page.locator('govcloud-request');
  await ready(element);
  await expect(page.getByText('修改会自动保存').or(page.getByText('只读：'))).toBeVisible();
  return element;
}

test('a contact is filled in by keyboard alone, kept, and there after a reload', async ({ page, site }) => {
  await form(page, site);
  await page.getByLabel('单位名称').focus();
  for (const text of ['某省药品监督管理局', '11230000MB1234567X', '某市某路 1 号', '李四', '信息处', '张三', '0451-12345678-101']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await expect(page.getByRole('group', { name: '业务联系人' }).getByLabel('电话')).toHaveValue('0451-12345678-101');
  await saved(page);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(page.getByLabel('单位名称')).toHaveValue('某省药品监督管理局');
  await expect(page.getByRole('group', { name: '业务联系人' }).getByLabel('姓名')).toHaveValue('张三');
});

test('nobody is told of a mistake while typing, but is once the field is left', async ({ page, site }) => {
  await form(page, site);
  const phone = page.getByRole('group', { name: '业务联系人' }).getByLabel('电话');
  await phone.pressSequentially('12');
  await expect(phone).not.toHaveAttribute('aria-invalid', 'true');
  await phone.press('Tab');
  await expect(phone).toHaveAttribute('aria-invalid', 'true');
  const told = await phone.evaluate((e) => e.getAttribute('aria-describedby').split(' ').map((id) => e.getRootNode().getElementById(id)?.textContent ?? '').join(''));
  expect(told.length).toBeGreaterThan(5);
});

test('the summary takes the focus and leads to the field', async ({ page, site }) => {
  await form(page, site);
  await step(page, '检查与提交').click();
  await page.getByRole('button', { name: '检查全部内容' }).click();
  const title = page.getByRole('heading', { name: /处须处理/ });
  await expect(title).toBeFocused();
  await page.getByRole('button', { name: '技术联系人：尚未填写“电话”。' }).click();
  await expect(page.getByRole('group', { name: '技术联系人' }).getByLabel('电话')).toBeFocused();
  await step(page, '检查与提交').click();
  await page.getByRole('button', { name: /尚未说明密码保障系统的规划/ }).click();
  await expect(page.getByRole('radiogroup', { name: '密码保障系统是否同步规划' }).getByLabel('是', { exact: true })).toBeFocused();
});

test('what was done can be taken back and done again, and the focus goes there', async ({ page, site }) => {
  await form(page, site);
  const name = page.getByLabel('单位名称');
  await name.pressSequentially('甲局');
  await page.getByLabel('单位地址').pressSequentially('某路');
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('单位地址')).toHaveValue('');
  await page.keyboard.press('Control+z');
  await expect(name).toHaveValue('');
  await expect(name).toBeFocused();
  await page.keyboard.press('Control+y');
  await expect(name).toHaveValue('甲局');
  await page.getByRole('button', { name: '重做' }).click();
  await expect(page.getByLabel('单位地址')).toHaveValue('某路');
});

test('no character is lost to an input method or to quick typing', async ({ page, site }) => {
  await form(page, site);
  const name = page.getByLabel('单位名称');
  await name.focus();
  const client = await page.context().newCDPSession(page);
  for (const text of ['h', 'ha', 'hae', '哈尔']) {
    await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await client.send('Input.insertText', { text: '哈尔滨市' });
  await expect(name).toHaveValue('哈尔滨市');
  const long = '营商环境建设监督局'.repeat(20);
  await name.pressSequentially(long);
  await expect(name).toHaveValue('哈尔滨市' + long);
  await saved(page);
});

test('the other language leaves nothing behind', async ({ page, site }) => {
  const element = await form(page, site);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Department and contacts' })).toBeVisible();
  for (const name of ['System', 'Network', 'Security and cryptography', 'Plan and papers', 'Undertakings', 'Check and hand in']) {
    await step(page, name).click();
    const chinese = await element.evaluate((e) => {
      const seen = (node) => node.checkVisibility?.() ?? true;
      const walk = document.createTreeWalker(e.shadowRoot, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walk.nextNode()) {
        const { parentElement, data } = walk.currentNode;
        // Legal terms keep their Chinese in brackets; quoted law and the other language's name stay as they are.
        if (parentElement.closest('[lang=zh-CN], .colophon, style') || !seen(parentElement)) continue;
        if (/[\u4e00-\u9fff]/.test(data.replace(/[（(][^（()）]*[)）]|密评/g, ''))) found.push(data);
      }
      return found;
    });
    expect(chinese, name).toEqual([]);
  }
});

test('a choice opens what depends on it, and a tick sticks', async ({ page, site }) => {
  await form(page, site);
  await expect(page.getByLabel('迁移', { exact: false }).first()).not.toBeChecked();
  await page.getByRole('radio', { name: /迁移/ }).check();
  await step(page, '信息系统').click();
  await expect(page.getByLabel('现部署位置')).toBeVisible();
  await step(page, '承诺').click();
  await page.getByRole('checkbox', { name: /遵守有关法律法规/ }).check();
  await step(page, '网络').click();
  await step(page, '承诺').click();
  await expect(page.getByRole('checkbox', { name: /遵守有关法律法规/ })).toBeChecked();
});

test('a document shows its name, type, size and digest, and can be removed', async ({ page, site }) => {
  await form(page, site);
  await step(page, '方案与材料').click();
  await page.getByLabel('方案文件：选择文件').setInputFiles({ name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') });
  await expect(page.getByText('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')).toBeVisible();
  await expect(page.getByText('text/plain · 3 B')).toBeVisible();
  await page.getByRole('button', { name: '移除“方案.txt”' }).click();
  await expect(page.getByText('方案.txt')).toBeHidden();
});

test('drafts are listed, begun, opened and removed', async ({ page, site }) => {
  await form(page, site);
  await step(page, '信息系统').click();
  await page.getByLabel('信息系统名称').fill('第一系统');
  await saved(page);
  await page.getByRole('button', { name: '草稿与文件' }).click();
  await page.getByRole('button', { name: '新建申请' }).click();
  await step(page, '信息系统').click();
  await expect(page.getByLabel('信息系统名称')).toHaveValue('');
  await page.getByLabel('信息系统名称').fill('第二系统');
  await saved(page);
  await page.getByRole('button', { name: '草稿与文件' }).click();
  await expect(page.getByText('第二系统 · 部署')).toBeVisible();
  await page.getByRole('listitem').filter({ hasText: '第一系统' }).getByRole('button', { name: '打开' }).click();
  await step(page, '信息系统').click();
  await expect(page.getByLabel('信息系统名称')).toHaveValue('第一系统');
  await page.getByRole('button', { name: '草稿与文件' }).click();
  const second = page.getByRole('listitem').filter({ hasText: '第二系统' });
  await second.getByRole('button', { name: '移除' }).click();
  await second.getByRole('button', { name: '移除' }).click();
  await expect(second).toHaveCount(0);
});

for (const [name, width] of [['wide', 1280], ['narrow', 390], ['reflowed', 320]]) {
  test(`axe finds nothing, and nothing runs over: ${name}`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 844 });
    const element = await form(page, site);
    await element.evaluate((e, text) => e.importCase(text), CASE);
    await page.getByRole('button', { name: /依据与检查/ }).click();
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
      await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button').nth(at).click();
      await page.waitForTimeout(150);
      await sound(page, `step ${at + 1}`);
    }
  });
}

test('in view mode nothing can be changed, and everything can be read', async ({ page, site }) => {
  const element = await form(page, site, 'mode="view"');
  await element.evaluate((e, text) => e.importCase(text), CASE);
  await expect(page.getByText('示例省药品监督管理局（演示单位）')).toBeVisible();
  for (const name of ['单位与联系人', '信息系统', '网络', '安全与密码', '方案与材料', '承诺', '费用与预算', '检查与提交']) {
    await step(page, name).click();
    expect(await element.evaluate((e) => [...e.shadowRoot.querySelectorAll('input, select, textarea')]
      .filter((control) => !control.disabled && !control.readOnly).length), name).toBe(0);
  }
  await expect(page.getByRole('button', { name: '撤销' })).toHaveCount(0);
});

test('on paper all steps stand one after another', async ({ page, site }) => {
  const element = await form(page, site);
  await element.evaluate((e, text) => e.importCase(text), CASE);
  await expect(page.getByRole('heading', { name: '药品监管业务平台（演示）' })).toBeVisible();
  await page.evaluate(() => {
    window.print = () => { window.printed = document.querySelector('govcloud-request').shadowRoot.textContent; };
  });
  await element.evaluate((e) => e.print());
  await page.waitForFunction(() => window.printed);
  const text = await page.evaluate(() => window.printed);
  for (const words of ['省级政务云资源申请表', '34434', '统一社会信用代码', '密码保障系统是否同步规划', '单位（盖章）']) {
    expect(text).toContain(words);
  }
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.getByRole('navigation', { name: '填写步骤' })).toBeVisible();
});
