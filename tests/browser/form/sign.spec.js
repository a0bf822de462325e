// The application is signed by the person's own device, through the page; the reference portal demands it and verifies it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saved, step, unit } from '../support/draft.js';
import { fillIn, forgive, place, press, shows, WORDS } from '../support/filling.js';
import { PASSWORD, Portal } from '../support/portal.js';
import { Device } from '../support/sm2.js';
import { expect, ready, test as base } from '../support/test.js';

const device = new Device();

const test = base.extend({
  /** A portal that takes nothing unsigned, and knows one key of one account. */
  portal: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'govcloud-signers-'));
      writeFileSync(join(folder, 'keys.json'), JSON.stringify({ 'dept-a': [device.key] }));
      const portal = new Portal({ more: ['--signers', join(folder, 'keys.json'), '--signatures', 'required'] });
      await portal.start();
      await use(portal);
      await portal.end();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  /** The whole case at its last step, signed in, and what went out to the portal. */
  filled: async ({ page, portal }, use) => {
    const sent = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/applications')) sent.push(request);
    });
    await page.exposeFunction('signSM2', (text) => device.sign(text));
    await page.goto(`${portal.url}/sign-in?next=%2Frequest`);
    await page.locator('[name=account]').fill('dept-a');
    await page.locator('[name=password]').fill(PASSWORD);
    await page.locator('form [type=submit], form button').last().click();
    await page.waitForURL(`${portal.url}/request`);
    const element = await fillIn(page);
    // Each test hands in a case of its own: the portal takes the same one once.
    await step(page, '信息系统').click();
    await page.getByLabel('信息系统名称').fill(`信息系统 ${Date.now()}`);
    await saved(page);
    await step(page, '检查与提交').click();
    await use({ element, sent });
  },
});

/** Gives the element this function to sign with; `window.asked` hears of every call. */
const signs = (element, source) => element.evaluate((e, text) => {
  window.asked = [];
  const sign = (0, eval)(`(${text})`); // eslint-disable-line no-eval
  e.sign = (digest, about) => {
    window.asked.push({ digest, ...about });
    return sign(digest, about);
  };
}, source.toString());
const asked = (page) => page.evaluate(() => window.asked);
const again = (page) => page.getByRole('button', { name: /^(继续|重试|提交|重新提交|继续提交)/ }).first();

// The driver hands functions over as texts, which the portal's policy forbids to pages.
test.use({ bypassCSP: true });

test('signed: the device sees the digest that is shown and sent, the portal verifies it and keeps it', async ({ page, portal, filled }) => {
  const { element, sent } = filled;
  await signs(element, (digest) => window.signSM2(digest));
  await press(page);
  await shows(page, 'accepted');
  const [call] = await asked(page);
  expect(call.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(sent).toHaveLength(1);
  const envelope = sent[0].postDataJSON();
  expect([envelope.digest, envelope.key]).toEqual([call.digest, call.key]);
  // A person can compare what the device showed with what stands on the receipt.
  await expect(place(page).getByText(call.digest)).toBeVisible();
  const header = sent[0].headers()['x-envelope-signature'];
  expect(header).toMatch(/^[0-9a-f]{128}$/);
  const reference = (await place(page).getByText(WORDS.accepted).first().textContent()).match(/受理编号\s*(\S+)/)[1];
  const kept = await (await page.request.get(`${portal.url}/api/cases/${reference}/entries/1/signature`)).json();
  expect([kept.signature, kept.digest]).toEqual([header, call.digest]);
});

test('a signature that was changed, and one of another application, are refused; the right one is taken', async ({ page, filled, troubles }) => {
  const { element, sent } = filled;
  await signs(element, async (digest) => {
    const right = await window.signSM2(digest);
    return [right.replace(/.$/, (last) => (last === '0' ? '1' : '0')), await window.signSM2('0'.repeat(64)), right][window.asked.length - 1];
  });
  for (const turn of [1, 2]) {
    await press(page);
    await expect(place(page).getByText(/签名不符/).first()).toBeVisible();
    await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
    await expect.poll(() => sent.length).toBe(turn);
  }
  await press(page);
  await shows(page, 'accepted');
  expect(sent).toHaveLength(3);
  forgive(troubles);
});

test('nobody signs: the portal that demands it refuses in words', async ({ page, filled, troubles }) => {
  await press(page);
  await expect(place(page).getByText(/签名/).first()).toBeVisible();
  await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
  await expect.poll(() => filled.sent.length).toBe(1);
  forgive(troubles);
});

const NONE = {
  'is refused by the person': [() => Promise.reject(new Error('用户取消了签名')), '用户取消了签名'],
  'throws': [() => { throw new TypeError('no middleware'); }, 'no middleware'],
  'throws what cannot be read': [() => { throw Object.create(null, { message: { get() { throw new Error('x'); } } }); }, 'unreadable error'],
  'gives nothing': [async () => undefined, '没有得到签名'],
  'gives an object': [async () => ({ signature: 'abc' }), '没有得到签名'],
  'gives a header of its own': [async () => 'abc\r\nX-Other: 1', '没有得到签名'],
};
test(`a signature that ${Object.keys(NONE).join(', ')}: nothing is sent, why is said, and the next one goes`, async ({ page, filled }) => {
  const { element, sent } = filled;
  let first = true;
  for (const [sign, words] of Object.values(NONE)) {
    await signs(element, sign);
    await (first ? press(page) : again(page).click());
    first = false;
    await expect(place(page).getByText(words).first()).toBeVisible();
    await expect(place(page).getByText(WORDS.accepted)).toHaveCount(0);
    expect(await asked(page)).toHaveLength(1);
  }
  expect(sent).toHaveLength(0);
  await signs(element, (digest) => window.signSM2(digest));
  await again(page).click();
  await shows(page, 'accepted');
  expect(sent).toHaveLength(1);
});

test('a device that never answers is waited for with an end', async ({ page, filled }) => {
  const { element, sent } = filled;
  await page.clock.install();
  await page.reload();
  await ready(element);
  await expect(unit(page)).not.toHaveValue('');
  await step(page, '检查与提交').click();
  await signs(element, () => new Promise(() => {}));
  await press(page);
  await expect.poll(async () => (await asked(page)).length).toBe(1);
  await page.clock.fastForward(270_000);
  await expect(place(page).getByText(/没有得到签名|签名失败/)).toHaveCount(0);
  await page.clock.fastForward(15_000);
  await expect(place(page).getByText(/签名失败|no answer within/).first()).toBeVisible();
  expect(sent).toHaveLength(0);
  await signs(element, (digest) => window.signSM2(digest));
  await again(page).click();
  await shows(page, 'accepted');
  expect(sent).toHaveLength(1);
});

test('F54: a device that answers twice is heard once', async ({ page, filled }) => {
  const { element, sent } = filled;
  await signs(element, (digest) => ({
    then(resolve, reject) {
      window.signSM2(digest).then((signature) => {
        resolve(signature);
        resolve('0'.repeat(128));
        reject(new Error('too late'));
      });
    },
  }));
  await press(page);
  await shows(page, 'accepted');
  expect(sent).toHaveLength(1);
});

test('F54: a device that answers after the form was taken out: nothing goes out behind the person\'s back', async ({ page, filled }) => {
  const { element, sent } = filled;
  await signs(element, (digest) => new Promise((resolve) => {
    window.answer = async () => resolve(await window.signSM2(digest));
  }));
  await press(page);
  await expect.poll(async () => (await asked(page)).length).toBe(1);
  await element.evaluate(async (e) => {
    window.kept = e;
    window.home = e.parentNode;
    e.remove();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await window.answer();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  });
  expect(sent).toHaveLength(0);
  await page.evaluate(() => {
    window.kept.sign = (digest) => window.signSM2(digest);
    window.home.append(window.kept);
  });
  await ready(element);
  await step(page, '检查与提交').click();
  await expect(async () => {
    if (await again(page).isVisible()) await again(page).click({ timeout: 1_000 });
    await expect(place(page).getByText(WORDS.accepted).first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  expect(sent).toHaveLength(1);
});
