// From the draft to the receipt and the reviewer's desk, on the published list of a real department.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saved, step } from '../support/draft.js';
import { ROOT } from '../support/machine.js';
import { expect, ready, test } from '../support/test.js';

const data = (name) => readFileSync(join(ROOT, 'tests/data', name));
const CASE = data('beijing-mpa.case.json').toString();

/** What the last step says of the handing in. */
const accepted = (page) => page.getByRole('region', { name: '提交申请' }).getByText(/门户已受理，受理编号/);

/** The whole case, with its documents, on the portal's own page. */
async function filled(page) {
  const element = page.locator('govcloud-request');
  await ready(element);
  await expect(page.getByText('修改会自动保存')).toBeVisible();
  await element.evaluate((e, text) => e.importCase(text), CASE);
  await step(page, '方案与材料').click();
  const paper = (name, file) => ({ name, mimeType: 'text/plain', buffer: data(file) });
  await page.getByLabel('方案文件：更换文件').setInputFiles(paper('迁移方案.txt', 'beijing-mpa-plan.txt'));
  await page.getByLabel('依据文件：添加文件').setInputFiles(paper('批复.txt', 'beijing-mpa-basis.txt'));
  await saved(page);
  return element;
}

test('the published list goes the whole way: draft, reload, offline, check, hand in once, receipt, desk', async ({ page, context, signIn, troubles }) => {
  await signIn('dept-a', '/request');
  await filled(page);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(page.getByRole('heading', { name: '药品监管业务平台（演示）' })).toBeVisible();

  await context.setOffline(true);
  await expect(page.getByText('当前没有网络')).toBeVisible();
  await step(page, '单位与联系人').click();
  await page.getByLabel('承办处室').fill('信息中心');
  await saved(page);
  await context.setOffline(false);
  await expect(page.getByText('当前没有网络')).toBeHidden();

  await step(page, '资源需求').click();
  await expect(page.getByText('目录内 10')).toBeVisible();
  await step(page, '检查与提交').click();
  await expect(page.getByRole('heading', { name: '没有阻碍提交的问题' })).toBeVisible();
  await page.getByRole('button', { name: '提交申请' }).dblclick();
  await expect(accepted(page)).toBeVisible({ timeout: 30_000 });
  const reference = (await accepted(page).textContent()).match(/受理编号\s*(\S+)/)[1];
  await expect(page.getByRole('button', { name: '提交申请' })).toHaveCount(0);

  await page.reload();
  await ready(page.locator('govcloud-request'));
  await step(page, '检查与提交').click();
  await expect(page.getByText(reference).first()).toBeVisible();

  const desk = await (await page.context().browser().newContext({ locale: 'zh-CN' })).newPage();
  await desk.goto(`${new URL(page.url()).origin}/sign-in?next=%2F`);
  await desk.locator('[name=account]').fill('authority');
  await desk.locator('[name=password]').fill('only-for-tests');
  await desk.locator('form [type=submit], form button').last().click();
  await expect(desk.getByText(reference)).toHaveCount(1);
  await desk.context().close();
  expect(troubles).toEqual([]);
});

test('nothing is handed in while something is open; the summary says what', async ({ page, signIn }) => {
  await signIn('dept-a', '/request');
  await filled(page);
  await step(page, '单位与联系人').click();
  await page.getByLabel('单位名称').fill('');
  await step(page, '检查与提交').click();
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByRole('heading', { name: /还有 1 处须处理/ })).toBeFocused();
});

test('a session that ended is told in words, and goes on after signing in again', async ({ page, context, signIn, troubles }) => {
  await signIn('dept-a', '/request');
  await filled(page);
  await step(page, '检查与提交').click();
  await context.clearCookies();
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText(/登录已失效/).first()).toBeVisible({ timeout: 30_000 });
  const other = await context.newPage();
  await other.goto(`${new URL(page.url()).origin}/sign-in?next=%2F`);
  await other.locator('[name=account]').fill('dept-a');
  await other.locator('[name=password]').fill('only-for-tests');
  await other.locator('form [type=submit], form button').last().click();
  await other.waitForURL((url) => url.pathname === '/');
  await other.close();
  // The refusals of the signed-out requests are what this is about.
  troubles.splice(0, troubles.length, ...troubles.filter((t) => !/40[13]/.test(t)));
  await page.getByRole('button', { name: '已重新登录，继续' }).click();
  await expect(accepted(page)).toBeVisible({ timeout: 30_000 });
});

test('an answer that is lost is not called a failure, and the portal is asked for it', async ({ page, context, signIn, troubles }) => {
  await signIn('dept-a', '/request');
  await filled(page);
  await step(page, '检查与提交').click();
  let lost = 0;
  await context.route('**/api/applications', async (route) => {
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(accepted(page)).toBeVisible({ timeout: 40_000 });
  expect(lost).toBe(1);
  troubles.splice(0, troubles.length, ...troubles.filter((t) => !/ERR_|Failed to load/.test(t)));
});

test('a page that hands in itself gets key, digest and text, and its word is the outcome', async ({ page, signIn }) => {
  await signIn('dept-a', '/request');
  const element = await filled(page);
  await element.evaluate((e) => {
    e.submitHandler = async (sealed) => {
      window.sealed = sealed;
      return { outcome: 'accepted', reference: '门户-7', key: sealed.key, digest: sealed.digest };
    };
  });
  await step(page, '检查与提交').click();
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(accepted(page)).toContainText('门户-7');
  const sealed = await page.evaluate(() => window.sealed);
  expect(JSON.parse(sealed.text)).toMatchObject({ format: 'govcloud-envelope', key: sealed.key, digest: sealed.digest });
});
