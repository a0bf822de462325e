// What every browser test begins with: a portal, and a page on which nothing may go wrong unseen.

import { test as base, expect } from '@playwright/test';
import { PASSWORD, Portal } from './portal.js';
import { Site } from './site.js';

export { expect };

export const test = base.extend({
  /** A portal a worker. */
  portal: [
    async ({}, use) => {
      const portal = new Portal();
      await portal.start();
      await use(portal);
      await portal.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  /** A server of host pages a worker: see site.js. */
  site: [
    async ({}, use) => {
      const site = new Site();
      await site.start();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ portal }, use) => use(portal.url),

  /**
   * What went wrong on a page: policy violations, errors on the console, errors of scripts. A test that
   * expects one empties the list, or takes out what it expects.
   */
  troubles: async ({}, use) => use([]),

  context: async ({ context, troubles }, use) => {
    await watch(context, troubles);
    await use(context);
    expect(troubles, 'policy violations, console errors and script errors').toEqual([]);
  },

  /** Signs in as one of the demonstration accounts. */
  signIn: async ({ page, portal }, use) =>
    use(async (account = 'dept-a', next = '/request') => {
      await page.goto(`${portal.url}/sign-in?next=${encodeURIComponent(next)}`);
      await page.locator('[name=account]').fill(account);
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('form [type=submit], form button').last().click();
      await page.waitForURL(`${portal.url}${next}`);
    }),
});

async function watch(context, troubles) {
  await context.exposeBinding('__trouble', (_, text) => troubles.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__trouble(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => troubles.push(`script: ${error.error().stack ?? error.error()}`));
}

/** Waits until the element says that it is ready. */
export async function ready(locator) {
  await expect(locator).toHaveJSProperty('state', 'ready', { timeout: 20_000 });
}
