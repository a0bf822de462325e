// The gates of a special purchase (article 21), handed in from the element at the reference portal by whose each is.

import { expect, ready, test } from '../support/test.js';
import { PASSWORD, Portal, TODAY } from '../support/portal.js';

const portal = new Portal({ demo: true });
test.beforeAll(() => portal.start());
test.afterAll(() => portal.end());

async function signIn(page, account) {
  await page.context().clearCookies();
  await page.goto(`${portal.url}/sign-in?next=${encodeURIComponent('/')}&account=${account}`);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('form button').click();
  await page.waitForURL(`${portal.url}/`);
}

/** The reference of the demonstration case that stands there. */
async function standsAt(page, standing) {
  const { cases } = await (await page.request.get(`${portal.url}/api/cases`)).json();
  return cases.find((line) => line.standing === standing)?.reference;
}

async function standing(page, reference) {
  const { cases } = await (await page.request.get(`${portal.url}/api/cases`)).json();
  return cases.find((line) => line.reference === reference)?.standing;
}

const GATES = [
  {
    at: 'to-government', account: 'authority', name: '登记政府批准', next: 'to-procure',
    choose: [[/是否批准单独购置/, '是']],
    fill: [['批准文件名称和文号', '关于同意单独购置的批复（测试，无真实文号）'], ['批准日期', TODAY]],
  },
  {
    at: 'to-confirm', account: 'supplier-b', name: '纳管确认', next: 'to-purchase',
    choose: [[/采购设备是否符合纳管要求/, '是']],
    fill: [['确认意见', '接口和管理协议符合纳管要求（测试）。'], ['确认日期', TODAY]],
  },
  {
    at: 'to-purchase', account: 'dept-a', name: '登记单独购置', next: 'to-deploy',
    choose: [],
    fill: [['政府采购合同名称和编号', '政府采购合同（测试，无真实编号）'], ['采购完成日期', TODAY]],
  },
];

for (const gate of GATES) {
  test(`${gate.name}: from the inbox through the form to the next stage`, async ({ page }) => {
    await signIn(page, gate.account);
    const reference = await standsAt(page, gate.at);
    await page.goto(`${portal.url}/case/${reference}`);
    const element = page.locator('govcloud-request');
    await ready(element);
    await element.locator('.moves .actions').getByRole('button', { name: gate.name }).click();
    await expect(element.getByRole('heading', { level: 3, name: gate.name })).toBeFocused();

    // Handed in empty it is barred, with what it lacks by name, and nothing is sent.
    const handIn = async () => {
      await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: '检查与提交' }).click();
      await element.locator('[part=hand-in]').getByRole('button', { name: /^提交/ }).click();
    };
    await handIn();
    await expect(element.locator('.summary')).toContainText('处须处理');
    expect(await standing(page, reference)).toBe(gate.at);

    await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button').first().click();
    for (const [question, answer] of gate.choose) {
      await element.getByRole('radiogroup', { name: question }).getByLabel(answer, { exact: true }).check();
    }
    for (const [label, text] of gate.fill) await element.getByLabel(label).fill(text);
    await handIn();
    // The portal's page leads on to the receipt.
    await expect(page.getByRole('heading', { level: 1, name: reference })).toBeVisible({ timeout: 20_000 });
    await expect.poll(() => standing(page, reference)).toBe(gate.next);
  });
}
