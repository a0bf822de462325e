// The program's second part comes after the first paint. Until it is there, everything that a person can do
// must do without it.

import { expect, ready, test } from '../support/test.js';

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title>
<script type="module" src="/dist/govcloud-request.js"></script>
<govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23"></govcloud-request></html>`;

test('every step can be visited and filled in without the second part', async ({ page: tab, site, troubles }) => {
  test.slow();
  await tab.route('**/govcloud-request.later.wasm', (route) => route.abort());
  await tab.goto(site.put('/without', PAGE));
  const element = tab.locator('govcloud-request');
  await ready(element);
  const steps = element.locator('[part=map] button');
  const count = await steps.count();
  expect(count).toBeGreaterThanOrEqual(9);
  for (let at = 0; at < count; at += 1) {
    await steps.nth(at).click();
    for (const field of await element.locator('input[type=text], input:not([type]), textarea').all()) {
      if (await field.isEditable()) await field.fill('1');
    }
    for (const tick of await element.locator('input[type=radio], input[type=checkbox]').all()) {
      if (await tick.isVisible()) await tick.click({ force: true });
    }
    await tab.keyboard.press('Tab');
  }
  await expect(element).toHaveJSProperty('state', 'ready');
  // In the other language, with the panel of articles, taken back and done again.
  for (const button of await element.locator('[part=head] button').all()) {
    if (await button.isVisible() && await button.isEnabled()) await button.click();
  }
  await expect(element).toHaveJSProperty('state', 'ready');
  const text = await element.evaluate((e) => e.exportCase());
  expect(JSON.parse(text).format).toBe('govcloud-case');
  const other = troubles.filter((trouble) => !trouble.includes('Failed to load resource'));
  expect(other).toEqual([]);
  troubles.length = 0;
});

test('without it the form says what is missing; a reload with it judges', async ({ page: tab, site, troubles }) => {
  await tab.route('**/govcloud-request.later.wasm', (route) => route.abort());
  site.put('/hear-later.js', "window.heard = []; document.addEventListener('gcr-faulted', (event) => window.heard.push(event.detail.message.zh));");
  await tab.goto(site.put('/missing', PAGE.replace('<govcloud-request', '<script src="/hear-later.js"></script><govcloud-request')));
  await ready(tab.locator('govcloud-request'));
  await expect.poll(() => tab.evaluate(() => window.heard.join())).toContain('无法取得程序模块');
  troubles.length = 0;
  await tab.unroute('**/govcloud-request.later.wasm');
  await tab.reload();
  const element = tab.locator('govcloud-request');
  await ready(element);
  const review = await element.evaluate((e) => e.review());
  expect(typeof review).toBe('object');
});
