// The faults of handing in, by their numbers (src/docs/submission.md): a portal that is told how to fail, and what a person
// sees. Whatever happens: nothing is taken twice, nothing is called taken that was not, and nothing is called lost.

import { step } from '../support/draft.js';
import { filled, forgive, place, press, shows, WORDS } from '../support/filling.js';
import { say } from '../support/scripted.js';
import { expect, ready, test } from '../support/test.js';

const LOGIN = '<!doctype html><title>统一身份认证</title><form><input name="user"><input type="password" name="pw"></form>';

const own = (code, extra = {}) => say.json(200, { code, msg: '提示', ...extra });

// number, what happens, the faults, what is shown in the end, how many were taken, and how often it was sent at most.
const FAULTS = [
  ['F31', 'accepted, and the answer is lost', { submit: [say.taken(say.reset)] }, 'accepted', 1],
  ['F33', 'half an answer', { submit: [say.taken(say.half)] }, 'accepted', 1],
  ['F36', 'a sign-in page with 200', { submit: [say.html(200, LOGIN)], status: say.html(200, LOGIN) }, 'login', 0],
  ['F37', 'a redirect to a sign-on', { submit: [say.text(302, 'text/html', '', { location: '/cas/login' })], status: say.text(302, 'text/html', '', { location: '/cas/login' }) }, 'login', 0],
  ['F38', 'a captive portal', { submit: [say.html(200, '<h1>欢迎使用公共网络</h1>')], status: say.html(200, '<h1>欢迎使用公共网络</h1>') }, 'unknown', 0],
  ['F39', '200 with code 401', { profile: 'ruoyi', submit: [own(401)], status: own(401) }, 'login', 0],
  ['F39', '200 with code 510', { profile: 'jeecgboot', submit: [own(510, { success: false, message: 'Token失效' })], status: own(510, { success: false, message: 'Token失效' }) }, 'login', 0],
  ['F40', 'the repeat message of RuoYi', { profile: 'ruoyi', submit: [own(500, { msg: '不允许重复提交，请稍候再试' })], status: own(500) }, 'unknown', 0],
  ['F41', '409: it is being worked on, then it is done', { submit: [say.taken(say.json(409, { code: 'in-progress' }))] }, 'accepted', 1],
  ['F43', '413', { submit: [say.html(413, '<h1>413 Request Entity Too Large</h1>')] }, 'rejected', 0],
  ['F44', '429 with Retry-After', { submit: [say.json(429, {}, { 'retry-after': '1' })] }, 'accepted', 1],
  ['F45', 'a proxy\'s 502 before it was taken', { submit: [say.html(502, '<h1>502 Bad Gateway</h1>')] }, 'accepted', 1],
  ['F45', 'a proxy\'s 504 after it was taken', { submit: [say.taken(say.html(504, '<h1>504</h1>'))] }, 'accepted', 1],
  ['F46', 'the session ends between two uploads', { upload: [say.honest, say.json(401, { code: 'login' })] }, 'login', 0],
  ['F51', 'the digest comes back mangled', { submit: [(on) => on.send(201, 'application/json', JSON.stringify({ reference: 'X-1', key: on.key, digest: '0'.repeat(64) }))], status: say.html(502, '') }, 'unknown', 0],
  ['F52', 'truncated JSON', { submit: [say.taken(say.text(201, 'application/json', '{"reference":"HLJ-1","ke'))] }, 'accepted', 1],
  ['F52', 'an empty 200', { submit: [say.text(200, 'application/json', '')] }, 'accepted', 1],
  ['F52', '204', { submit: [say.text(204, 'text/plain', undefined)] }, 'accepted', 1],
  ['F52', 'a page of 2 MB in place of JSON', { submit: [say.html(200, 'x'.repeat(2 << 20))], status: say.html(502, '') }, 'unknown', 0],
  ['F58', 'the portal trimmed a text, so that its digest differs', { submit: [(on) => on.send(201, 'application/json', JSON.stringify({ reference: 'X-1', key: on.key, digest: 'f'.repeat(64) }))], status: say.html(500, '') }, 'unknown', 0],
];

for (const [number, what, faults, end, count] of FAULTS) {
  test(`${number}: ${what}`, async ({ page, site, troubles }) => {
    const { portal } = await filled(page, site, faults);
    await press(page);
    await shows(page, end);
    if (end !== 'accepted') await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
    expect(portal.accepted.size).toBe(count);
    // However often it was sent: one key, and the very same bytes.
    expect(new Set(portal.posts.map(({ key }) => key)).size).toBeLessThanOrEqual(1);
    expect(new Set(portal.posts.map(({ sum }) => sum)).size).toBeLessThanOrEqual(1);
    forgive(troubles);
  });
}

test('F34: no answer in time, before and after it was taken', async ({ page, site, troubles }) => {
  test.setTimeout(180_000);
  const { portal } = await filled(page, site, { submit: [say.silence, say.taken(say.silence)] });
  await press(page);
  await expect(place(page).getByText(WORDS.accepted).first()).toBeVisible({ timeout: 150_000 });
  expect([portal.accepted.size, new Set(portal.posts.map(({ key }) => key)).size]).toEqual([1, 1]);
  forgive(troubles);
});

test('F42: 422 names the fields, and each leads to its place', async ({ page, site, troubles }) => {
  const errors = [{ path: '/case/fields/unit.name', message: { zh: '单位名称与账号不符', en: 'x' } }, { path: '/fields/unit.name', message: '单位名称与账号不符' }];
  const { portal } = await filled(page, site, { submit: [say.json(422, { code: 'invalid', message: '有 1 处不符', errors })] });
  await press(page);
  await shows(page, 'rejected');
  await place(page).getByRole('button', { name: /单位名称与账号不符/ }).first().click();
  await expect(page.getByLabel('单位名称')).toBeFocused();
  expect(portal.accepted.size).toBe(0);
  forgive(troubles);
});

test('F47 and F53: headers are asked for anew each time something is sent', async ({ page, site, troubles }) => {
  const { element, portal } = await filled(page, site, { submit: [say.json(403, { code: 'csrf' })] });
  await element.evaluate((e) => {
    let turn = 0;
    e.requestHeaders = async () => ({ 'X-CSRF-Token': `token-${(turn += 1)}` });
  });
  await press(page);
  await shows(page, 'login');
  await page.getByRole('button', { name: /已重新登录/ }).click();
  await shows(page, 'accepted');
  const tokens = portal.posts.map(({ headers }) => headers['x-csrf-token']);
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).not.toBe(tokens[1]);
  forgive(troubles);
});

test('F48: a double click, and two keys at once, send once', async ({ page, site }) => {
  const { portal } = await filled(page, site);
  const button = page.getByRole('button', { name: '提交申请' });
  await button.focus();
  // All in one go: the button must not wait to be drawn anew before it says no.
  await button.evaluate((node) => {
    node.click();
    node.click();
  });
  await page.keyboard.press('Enter');
  await shows(page, 'accepted');
  expect([portal.posts.length, portal.accepted.size]).toEqual([1, 1]);
});

test('F49: an upload fails, the case is edited, and what is sent then is another application', async ({ page, site, troubles }) => {
  const { portal } = await filled(page, site, { upload: [say.honest, say.json(403, { code: 'forbidden', message: '没有上传权限' })] });
  await press(page);
  await expect(place(page).locator('.note').first()).toBeVisible({ timeout: 60_000 });
  expect(portal.posts).toHaveLength(0);
  await step(page, '单位与联系人').click();
  await page.getByLabel('承办处室').fill('信息中心');
  await step(page, '检查与提交').click();
  await page.getByRole('button', { name: /提交/ }).last().click();
  await shows(page, 'accepted');
  expect(portal.accepted.size).toBe(1);
  forgive(troubles);
});

const HANDLERS = {
  throws: 'throws',
  nonsense: 'settles with nonsense',
  other: 'says accepted of another key',
  never: 'never settles, and the page is left',
};
for (const [kind, what] of Object.entries(HANDLERS)) {
  test(`F54: the page's own handler ${what}`, async ({ page, site, troubles }) => {
    const { element, portal } = await filled(page, site, { status: say.html(502, '') });
    await element.evaluate((e, wanted) => {
      e.submitHandler = {
        throws: () => { throw new Error('no token'); },
        nonsense: async () => ({ outcome: 'yes' }),
        other: async () => ({ outcome: 'accepted', reference: 'X', key: 'other', digest: 'other' }),
        never: () => new Promise(() => (window.given = true)),
      }[wanted];
    }, kind);
    await press(page);
    if (kind === 'never') {
      // Attachments go first; then the page has it.
      await page.waitForFunction(() => window.given);
      await page.reload();
      await ready(page.locator('govcloud-request'));
      await step(page, '检查与提交').click();
    }
    await shows(page, 'unknown');
    await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
    expect(portal.posts).toHaveLength(0);
    forgive(troubles);
  });
}

test('F55: a restart while it is being sent finds it unknown and asks', async ({ page, site, troubles }) => {
  const { portal } = await filled(page, site, { submit: [say.taken(say.silence)] });
  await press(page);
  await expect.poll(() => portal.posts.length).toBe(1);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await step(page, '检查与提交').click();
  await shows(page, 'accepted');
  expect([portal.accepted.size, portal.posts.length]).toEqual([1, 1]);
  forgive(troubles);
});

test('F57: the portal is asked past every cache', async ({ page, site, troubles }) => {
  const { portal } = await filled(page, site, { submit: [say.taken(say.json(409, { code: 'in-progress' }))] });
  await press(page);
  await shows(page, 'accepted');
  expect(portal.asked.length).toBeGreaterThan(0);
  for (const { headers } of portal.asked) expect(headers['cache-control'] ?? headers.pragma).toMatch(/no-cache|no-store/);
  forgive(troubles);
});
