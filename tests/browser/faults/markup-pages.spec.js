// The pages that the reference portal renders itself, with an application in which every text is markup to whoever takes it
// for that. Under the portal's own policy, and with it switched off.

import { step } from '../support/draft.js';
import { CASE, fillIn, place, press } from '../support/filling.js';
import { AS_MARKUP, PAYLOADS } from '../support/payloads.js';
import { PASSWORD } from '../support/portal.js';
import { expect, ready, test } from '../support/test.js';
import { Tripwire } from '../support/tripwire.js';

const FIELDS = ['unit.name', 'unit.address', 'business.name', 'technical.name', 'system.name', 'system.purpose', 'system.runs', 'needs.sizing', 'papers.plan_title', 'papers.basis_text', 'budget.channel', 'rules.title', 'emergency.title', 'network.ports', 'system.location'];

/** As long as a row's name may be; the names of people are shorter. */
const SHORT = PAYLOADS.filter((text) => text.length <= 100 && !/[\n\t\f]/.test(text));
const NAMES = SHORT.filter((text) => text.length <= 50);

const POLICIES = [['under the portal\'s policy', false, SHORT.slice(0, 540)], ['with its policy switched off', true, SHORT.slice(-540)]];

// With GOVCLOUD_LONG=1 both, else the harder one.
for (const [words, bypassCSP, TEXTS] of POLICIES.slice(process.env.GOVCLOUD_LONG ? 0 : 1)) {
  test.describe(words, () => {
    test.use({ bypassCSP });

    test('an application of such texts on every page that shows it', async ({ page, signIn, portal, troubles }) => {
      const wire = await Tripwire.lay(page, TEXTS, true);
      await signIn('dept-a', '/request');
      const element = await fillIn(page);
      const file = JSON.parse(CASE);
      FIELDS.forEach((key, at) => (file.case.fields[key] = NAMES[at * 7]));
      file.case.needs = TEXTS.map((text, at) => ({ id: `n${at}`, cells: { name: text, function: 'compute/vm/general', count: '1', months: '12', 'd.vcpu': '2', 'd.memory': '4', reason: text } }));
      await element.evaluate((e, text) => e.importCase(text), JSON.stringify(file));
      await step(page, '检查与提交').click();
      await press(page);
      const told = place(page).getByText(/门户已受理/).first();
      await expect(told).toBeVisible({ timeout: 60_000 });
      await wire.look();
      const reference = (await told.textContent()).match(/受理编号\s*(\S+)/)[1];
      for (const account of ['dept-a', 'authority']) {
        if (account !== 'dept-a') {
          await page.context().clearCookies();
          await signIn(account, '/');
        }
        const pages = new Set(['/', `/case/${reference}`]);
        for (const path of pages) {
          await page.goto(portal.url + path);
          if (await page.locator('govcloud-request').count()) await ready(page.locator('govcloud-request')).catch(() => {});
          await wire.look();
          const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
          for (const link of links) if (/^\/(case|desk|cases|receipt|year|filings)/.test(link) && !/\.(csv|xlsx)|attachments/.test(link) && pages.size < 14) pages.add(link);
        }
      }
      await wire.holds(500, 'pages');
      troubles.splice(0, troubles.length, ...troubles.filter((text) => !/status of 4/.test(text)));
    });
  });
}

test('what stands in an address or a form of the portal comes back as text or not at all', async ({ page, portal }) => {
  const markup = AS_MARKUP.filter((text) => /<\w/.test(text)).slice(0, 240);
  const check = async (answer, text, where) => {
    const type = answer.headers()['content-type'] ?? '';
    const body = await answer.text();
    if (/html/.test(type) || type === '') expect(body.includes(text), `${where}: ${text}`).toBe(false);
    expect(answer.headers()['x-content-type-options'], where).toBe('nosniff');
    expect(answer.status(), where).toBeLessThan(500);
  };
  for (const [at, text] of markup.entries()) {
    const word = encodeURIComponent(text);
    if (at % 3 === 0) await check(await page.request.get(`${portal.url}/case/${word}`, { maxRedirects: 0 }), text, 'a case');
    if (at % 3 === 1) await check(await page.request.get(`${portal.url}/sign-in?next=${word}`, { maxRedirects: 0 }), text, 'where to go after signing in');
    if (at % 3 === 2) await check(await page.request.get(`${portal.url}/${word}?lang=${word}`, { maxRedirects: 0 }), text, 'an address that is none');
  }
  const form = { account: markup[0], password: PASSWORD, next: markup[1] };
  await check(await page.request.post(`${portal.url}/sign-in`, { form, maxRedirects: 0 }), markup[0], 'signing in');
});
