// The element in a page: its life, its properties, what it says when it cannot run.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saved, step, unit } from '../support/draft.js';
import { ROOT } from '../support/machine.js';
import { expect, ready, test } from '../support/test.js';

const page = (body, script = '') => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title>
${script ? `<script type="module" src="${script}"></script>` : ''}
<script type="module" src="/dist/govcloud-request.js"></script>
${body}</html>`;

test('two on one page keep apart', async ({ page: tab, site }) => {
  await tab.goto(site.put('/two', page('<govcloud-request id="a" lang="zh"></govcloud-request><govcloud-request id="b" lang="en"></govcloud-request>')));
  const [a, b] = [tab.locator('#a'), tab.locator('#b')];
  await ready(a);
  await ready(b);
  await a.evaluate((element) => element.importCase(JSON.stringify({
    format: 'govcloud-case', version: 1, digest: '0'.repeat(64),
    case: { errand: 'migrate', fields: { 'unit.name': '甲' }, needs: [], attachments: [] },
  })).catch((error) => { throw new Error(error.message); }));
  const [first, second] = await Promise.all([a, b].map((one) => one.evaluate((element) => element.exportCase())));
  expect(JSON.parse(first).case.fields['unit.name']).toBe('甲');
  expect(JSON.parse(second).case.fields['unit.name']).toBeUndefined();
});

test('what is shown before the form is the slot, and then it is not', async ({ page: tab, site }) => {
  await tab.goto(site.put('/slot', page('<govcloud-request><p>正在加载</p></govcloud-request>')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  expect(await element.evaluate((e) => e.shadowRoot.querySelectorAll('slot').length)).toBe(0);
  await expect(tab.getByText('正在加载')).toBeHidden();
});

test('moved at once, it keeps what is on screen', async ({ page: tab, site }) => {
  await tab.goto(site.put('/move', page('<main></main><aside></aside><govcloud-request></govcloud-request>')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  const same = await element.evaluate(async (e) => {
    const before = e.shadowRoot.firstElementChild;
    document.querySelector('main').append(e);
    e.remove();
    await new Promise((resolve) => setTimeout(resolve, 200));
    document.querySelector('aside').append(e);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return before !== null && e.shadowRoot.firstElementChild === before && e.state === 'ready';
  });
  expect(same).toBe(true);
});

test('taken out, it lets go; put back, it begins again', async ({ page: tab, site }) => {
  await tab.goto(site.put('/back', page('<main></main><govcloud-request></govcloud-request>')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  const empty = await element.evaluate(async (e) => {
    window.kept = e;
    e.remove();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return e.shadowRoot.childNodes.length;
  });
  expect(empty).toBe(0);
  await tab.evaluate(() => document.querySelector('main').append(window.kept));
  await ready(element);
});

test('removed while it is loading, it stays away', async ({ page: tab, site }) => {
  await tab.goto(site.put('/quick', page('')));
  const left = await tab.evaluate(async () => {
    await customElements.whenDefined('govcloud-request');
    const e = document.createElement('govcloud-request');
    document.body.append(e);
    e.remove();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    return [e.state, e.shadowRoot.querySelectorAll('.gcr-place').length];
  });
  expect(left).toEqual(['loading', 0]);
});

test('properties set before the class is known are taken over', async ({ page: tab, site }) => {
  site.put('/before.js', `
    const e = document.querySelector('govcloud-request');
    e.asOf = '2026-03-01';
    e.errand = 'migrate';
    e.requestHeaders = () => ({ a: 'b' });
    window.early = customElements.get('govcloud-request') === undefined;
    e.catalogData = await (await fetch('/catalogs/demo.json')).json();
    const script = document.createElement('script');
  `);
  await tab.goto(site.put('/before', page('<govcloud-request></govcloud-request>', '/before.js')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  expect(await tab.evaluate(() => window.early)).toBe(true);
  const seen = await element.evaluate(async (e) => [
    e.getAttribute('as-of'), e.getAttribute('errand'), typeof e.requestHeaders, Object.hasOwn(e, 'asOf'),
    JSON.parse(await e.exportCase()).case.errand,
  ]);
  expect(seen).toEqual(['2026-03-01', 'migrate', 'function', false, 'migrate']);
});

test('it sets no global and adds nothing outside its shadow root', async ({ page: tab, site }) => {
  site.put('/globals.js', 'window.names = new Set(Object.getOwnPropertyNames(window));');
  await tab.goto(site.put('/clean', page('<govcloud-request></govcloud-request>', '/globals.js')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  const outside = await element.evaluate((e) => ({
    globals: Object.getOwnPropertyNames(window).filter((name) => !window.names.has(name) && name !== 'names'),
    body: [...document.body.children].map((child) => child.localName),
    head: [...document.head.children].map((child) => child.localName),
    light: e.childNodes.length,
    styled: e.shadowRoot.querySelectorAll('[style], style').length,
  }));
  expect(outside).toEqual({
    globals: [], body: ['govcloud-request'], head: ['meta', 'title', 'script', 'script'], light: 0, styled: 0,
  });
});

test('a second definition does no harm', async ({ page: tab, site }) => {
  site.put('/other.js', "customElements.define('govcloud-request', class extends HTMLElement {}); window.first = true;");
  await tab.goto(site.put('/taken', page('<govcloud-request></govcloud-request>', '/other.js')));
  await expect.poll(() => tab.evaluate(() => window.first)).toBe(true);
  await tab.waitForLoadState('networkidle');
});

test('a wrong attribute throws nothing and is said', async ({ page: tab, site }) => {
  site.put('/hear.js', "window.heard = []; document.addEventListener('gcr-faulted', (event) => window.heard.push(event.detail.message));");
  await tab.goto(site.put('/wrong', page('<govcloud-request as-of="someday" mode="look"></govcloud-request>', '/hear.js')));
  await ready(tab.locator('govcloud-request'));
  const heard = await tab.evaluate(() => window.heard);
  expect(heard.map((words) => words.zh).join()).toContain('someday');
  expect(heard.map((words) => words.en).join()).toContain('look');
});

test('a catalog that is none is said, with its place', async ({ page: tab, site }) => {
  site.put('/bad.json', '{\n "format": ]');
  site.put('/hear.js', "window.heard = []; document.addEventListener('gcr-faulted', (event) => window.heard.push(event.detail.message.en));");
  await tab.goto(site.put('/bad', page('<govcloud-request catalog="/bad.json"></govcloud-request>', '/hear.js')));
  await ready(tab.locator('govcloud-request'));
  await expect.poll(() => tab.evaluate(() => window.heard.join())).toContain('line 2, column 12');
});

test('F24: hostile host objects give no value and do no harm', async ({ page: tab, site }) => {
  site.put('/hostile.js', `
    const e = document.querySelector('govcloud-request');
    const bomb = new Proxy({}, { ownKeys() { throw new Error('boom'); }, getOwnPropertyDescriptor() { throw new Error('boom'); } });
    e.catalogData = bomb;
    e.caseFile = Object.create({ format: 'govcloud-case' });
    e.jurisdictionData = Object.freeze({ get format() { throw new Error('boom'); } });
    e.journalData = Object.freeze(Object.assign(Object.create(null), { format: 'govcloud-journal', toJSON() { throw new Error('boom'); } }));
    window.heard = [];
    document.addEventListener('gcr-faulted', (event) => window.heard.push(event.detail.code));
  `);
  await tab.goto(site.put('/hostile', page('<govcloud-request></govcloud-request>', '/hostile.js')));
  await ready(tab.locator('govcloud-request'));
  await expect.poll(() => tab.evaluate(() => window.heard.length)).toBeGreaterThanOrEqual(4);
});

test('a policy that forbids WebAssembly: what to do is said in both languages', async ({ page: tab, site, troubles }) => {
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'";
  await tab.goto(site.put('/blocked', page('<govcloud-request>纸质申请</govcloud-request>'), { policy }));
  const element = tab.locator('govcloud-request');
  await expect(element).toHaveJSProperty('state', 'failed');
  await expect(element.getByRole('alert')).toContainText("'wasm-unsafe-eval'");
  await expect(element.getByRole('alert')).toContainText('内容安全策略');
  await expect(element.getByText('纸质申请')).toBeVisible();
  await expect(element.evaluate((e) => e.exportCase())).rejects.toThrow(/wasm-unsafe-eval/);
  // The violation is what this test is about.
  expect(troubles.length).toBeGreaterThan(0);
  troubles.length = 0;
});

test('a module that cannot be fetched: tried again, it works', async ({ page: tab, site, troubles }) => {
  await tab.route('**/govcloud-request.wasm', (route) => route.abort());
  await tab.goto(site.put('/unreachable', page('<govcloud-request></govcloud-request>')));
  const element = tab.locator('govcloud-request');
  await expect(element).toHaveJSProperty('state', 'failed');
  await tab.unroute('**/govcloud-request.wasm');
  await element.getByRole('button', { name: '重试' }).click();
  await ready(element);
  expect(troubles.every((text) => text.includes('Failed to load resource'))).toBe(true);
  troubles.length = 0;
});

test('the demo page of the portal embeds it in at most 30 lines', async ({ page: tab, portal, signIn }) => {
  await signIn('dept-a', '/request');
  await ready(tab.locator('govcloud-request'));
  const text = await (await tab.request.get(`${portal.url}/request`)).text();
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

const CASE = readFileSync(join(ROOT, 'tests/data/beijing-mpa.case.json'), 'utf8');
const WITH = 'catalog="/catalogs/demo.json" as-of="2026-11-23"';

for (const mode of ['edit', 'view']) {
  test(`a case that the page names from the beginning is opened (${mode}), however late the second part comes`, async ({ page: tab, site }) => {
    site.put(`/named-${mode}.json`, CASE);
    await tab.route('**/*.later.wasm', async (route) => {
      await new Promise((go) => setTimeout(go, 1_500));
      await route.continue();
    });
    await tab.goto(site.put(`/named-${mode}`, page(`<govcloud-request mode="${mode}" case="/named-${mode}.json" ${WITH} owner="named-${mode}"></govcloud-request>`)));
    await expect(tab.getByText('药品监管业务平台（演示）').first()).toBeVisible();
    await step(tab, '资源需求').click();
    await expect(tab.getByText('1,010,525.00*')).toBeVisible();
    expect(await tab.locator('govcloud-request').evaluate((e) => e.state)).toBe('ready');
  });
}

test('after the language changed the table counts and speaks in that language only', async ({ page: tab, site }) => {
  await tab.goto(site.put('/tally', page(`<govcloud-request lang="zh" ${WITH} owner="tally"></govcloud-request>`)));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await element.evaluate((e, text) => e.importCase(text), CASE);
  await step(tab, '资源需求').click();
  await expect(tab.getByText('目录内 10')).toBeVisible();
  for (const [lang, counted, price] of [['en', 'In catalog 10', 'Price unknown'], ['zh', '目录内 10', '价格未知'], ['en', 'In catalog 10', 'Price unknown']]) {
    await element.evaluate((e, to) => e.setAttribute('lang', to), lang);
    await expect(tab.getByText(counted)).toBeVisible();
    await expect(element.locator('.grid-price').filter({ hasText: price })).toHaveCount(2);
  }
});

test('another owner begins anew, and what the first one typed is theirs', async ({ page: tab, site }) => {
  await tab.goto(site.put('/owners', page(`<govcloud-request ${WITH} owner="first"></govcloud-request>`)));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await unit(tab).fill('甲厅');
  await saved(tab);
  await unit(tab).fill('甲厅三');
  await element.evaluate((e) => (e.owner = 'second'));
  await expect(unit(tab)).toHaveValue('');
  await unit(tab).fill('乙厅');
  await saved(tab);
  await element.evaluate((e) => (e.owner = 'first'));
  await expect(unit(tab)).toHaveValue('甲厅三');
  await element.evaluate((e) => (e.owner = 'third'));
  await expect(unit(tab)).toHaveValue('');
  await tab.getByRole('button', { name: '草稿与文件' }).click();
  await expect(tab.getByText('甲厅')).toHaveCount(0);
  await element.evaluate((e) => (e.owner = 'second'));
  await expect(unit(tab)).toHaveValue('乙厅');
});
