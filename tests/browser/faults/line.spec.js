// Faults of the line and of the portal behind it that need two tabs, sockets or time. By their numbers (src/docs/faults.md).

import { open, step } from '../support/draft.js';
import { filled, forgive, place, press, shows, WORDS } from '../support/filling.js';
import { say } from '../support/scripted.js';
import { expect, test } from '../support/test.js';

const keys = (portal) => new Set(portal.posts.map(({ key }) => key)).size;

/** An answer that is honest, but comes so many milliseconds late. */
const slow = (ms, then = say.honest) => (on) => setTimeout(() => then(on), ms);

test('F15: two tabs hand one draft in at the same moment: one application', async ({ page, context, site }) => {
  const { portal, address } = await filled(page, site, { submit: [slow(1_500)] });
  const other = await context.newPage();
  await open(other, address);
  await step(other, '检查与提交').click();
  await expect(other.getByRole('button', { name: '提交申请' })).toBeVisible();
  // Not through the tabs' own queues of clicks: both in one go.
  const button = (tab) => tab.getByRole('button', { name: '提交申请' }).evaluate((node) => node.click());
  await Promise.all([button(page), button(other)]);
  const told = (tab) => expect(place(tab).getByText(/门户已受理|另一个窗口/).first()).toBeVisible({ timeout: 60_000 });
  await Promise.all([told(page), told(other)]);
  await expect.poll(() => portal.accepted.size).toBe(1);
  expect([portal.posts.length, keys(portal)]).toEqual([1, 1]);
  // Whichever it was, the other shows the same receipt when it is looked at again.
  for (const tab of [page, other]) {
    await open(tab, address);
    await step(tab, '检查与提交').click();
    await shows(tab, 'accepted');
    await expect(place(tab).getByText('HLJ-1', { exact: false }).first()).toBeVisible();
  }
  expect(portal.posts).toHaveLength(1);
});

test('F32: the connection dies after the body was read, and the browser itself sends again: one key, one application', async ({ page, site, troubles }) => {
  // Uploads go before it on the same connections, so this one was used before: that is when browsers send again.
  const { portal } = await filled(page, site, { submit: [say.taken(say.reset)], status: say.html(502, '') });
  await page.evaluate(() => {
    window.sendings = 0;
    const send = window.fetch;
    window.fetch = function (request, ...rest) {
      if ((request.method ?? rest[0]?.method) === 'POST') window.sendings += 1;
      return send.call(this, request, ...rest);
    };
  });
  await press(page);
  await shows(page, 'accepted');
  expect(await page.evaluate(() => window.sendings), 'the form sent it once').toBe(1);
  expect(portal.posts.length, 'and the portal got it twice').toBe(2);
  expect([keys(portal), new Set(portal.posts.map(({ sum }) => sum)).size, portal.accepted.size]).toEqual([1, 1, 1]);
  expect(portal.posts.every(({ headers, key }) => headers['idempotency-key'] === key)).toBe(true);
  forgive(troubles);
});

test('F32: a portal that promised nothing gets the browser\'s second sending too: never said to have failed', async ({ page, site, troubles }) => {
  const repeated = say.json(200, { code: 500, msg: '不允许重复提交，请稍候再试' });
  const { portal } = await filled(page, site, { profile: 'ruoyi', submit: [say.taken(say.reset), repeated], status: say.json(200, { code: 500 }) });
  await press(page);
  await shows(page, 'unknown');
  await expect(place(page).getByText(WORDS.rejected)).toHaveCount(0);
  await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
  expect(portal.posts.length).toBe(2);
  forgive(troubles);
});

test('F35: the line comes and goes, and the browser says there is one: accepted once', async ({ page, context, site, troubles }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => true }));
  const { portal } = await filled(page, site, { submit: [say.reset, say.taken(say.reset), say.reset] });
  await context.setOffline(true);
  await press(page);
  for (const off of [false, true, false, true, false]) {
    await page.waitForTimeout(500);
    await context.setOffline(off);
  }
  const again = page.getByRole('button', { name: /立即查询|现在查询|继续|重试/ }).first();
  await expect(async () => {
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(place(page).getByText(WORDS.accepted).first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  expect([portal.accepted.size, keys(portal)]).toEqual([1, 1]);
  forgive(troubles);
});

test('F35: the browser says there is no line although there is: handing in goes its way', async ({ page, site }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
  const { portal } = await filled(page, site);
  await press(page);
  await shows(page, 'accepted');
  expect([portal.accepted.size, portal.posts.length]).toEqual([1, 1]);
});

test('F50: the address of an upload stands in `message`, and travels with the application', async ({ page, site }) => {
  const uploaded = (name) => say.json(200, { success: true, message: `temp/${name}`, code: 0, result: null });
  const { portal } = await filled(page, site, {
    profile: 'jeecgboot',
    upload: [uploaded('方案_1764.txt'), uploaded('批复_1765.txt')],
    submit: [(on) => {
      const { idempotencyKey, digest } = JSON.parse(portal.posts[0].text);
      on.take();
      on.send(200, 'application/json', JSON.stringify({ success: true, message: '', code: 200, result: { reference: 'J-7', idempotencyKey, digest } }));
    }],
  });
  await press(page);
  await shows(page, 'accepted');
  await expect(place(page).getByText('J-7').first()).toBeVisible();
  expect(portal.posts).toHaveLength(1);
  const body = JSON.parse(portal.posts[0].text);
  expect(Object.values(body.attachments).sort()).toEqual(['temp/批复_1765.txt', 'temp/方案_1764.txt'].sort());
  expect(Object.keys(body.attachments).every((digest) => body.envelope.includes(digest))).toBe(true);
});

test('F50: an upload that says success and names no address is none', async ({ page, site, troubles }) => {
  const { portal } = await filled(page, site, {
    profile: 'jeecgboot',
    upload: [say.json(200, { success: true, message: '', code: 0 }), say.json(200, { success: true, message: '', code: 0 })],
  });
  await press(page);
  await expect(place(page).locator('.note').first()).toBeVisible({ timeout: 60_000 });
  await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
  expect(portal.posts).toHaveLength(0);
  forgive(troubles);
});

test('F56: accepted, the answer lost, and withdrawn at the portal: neither taken anew nor called accepted', async ({ page, site, troubles }) => {
  const gone = say.json(410, { code: 'withdrawn', message: '该申请已撤回' });
  // Two, since the browser itself may send the first one twice.
  const { portal } = await filled(page, site, { submit: [(on) => { on.take(); on.send(504, 'text/html', '<h1>504</h1>'); }, gone, gone, gone, gone], status: gone });
  await press(page);
  await shows(page, 'unknown');
  await page.waitForTimeout(3_000);
  await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
  await expect(place(page).getByText(WORDS.rejected)).toHaveCount(0);
  await expect(place(page).getByText('该申请已撤回').first()).toBeVisible();
  expect([portal.accepted.size, keys(portal)]).toEqual([1, 1]);
  forgive(troubles);
});

test('F56: accepted, seen, and withdrawn: the receipt stays, nothing is sent again by itself, a copy is an application of its own', async ({ page, site }) => {
  const { portal, address } = await filled(page, site);
  await press(page);
  await shows(page, 'accepted');
  portal.accepted.clear();
  await open(page, address);
  await step(page, '检查与提交').click();
  await shows(page, 'accepted');
  expect(portal.posts).toHaveLength(1);
  await page.getByRole('button', { name: '草稿与文件' }).click();
  await page.getByRole('button', { name: '复制一份' }).first().click();
  const list = page.locator('govcloud-request .draft');
  await expect(list).toHaveCount(2);
  await page.getByRole('button', { name: '打开', exact: true }).first().click();
  await step(page, '检查与提交').click();
  await press(page);
  await shows(page, 'accepted');
  expect([portal.posts.length, keys(portal), portal.accepted.size]).toEqual([2, 2, 1]);
});

test('F25: a frozen tab that is handing in holds the lock: the other tab sends nothing, and learns the outcome', async ({ page, context, site, troubles }) => {
  const { portal, address } = await filled(page, site, { submit: [say.taken(say.silence)] });
  await press(page);
  await expect.poll(() => portal.posts.length).toBe(1);
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const other = await context.newPage();
  await open(other, address);
  await step(other, '检查与提交').click();
  await expect(place(other).getByText(/另一个窗口/).first()).toBeVisible();
  await expect(place(other).getByText(WORDS.accepted)).toHaveCount(0);
  expect(portal.posts).toHaveLength(1);
  await page.close();
  await open(other, address);
  await step(other, '检查与提交').click();
  await shows(other, 'accepted');
  expect([portal.posts.length, portal.accepted.size]).toEqual([1, 1]);
  forgive(troubles);
});
