// Every place where a text of somebody else's is shown, tried with more than five hundred texts that are markup, script,
// style or an address to whoever takes them for it. Under the strict policy, and under none at all: that is the real proof.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saved } from '../support/draft.js';
import { CASE, fillIn, place, press } from '../support/filling.js';
import { sealed, WHOLE } from '../support/life.js';
import { ROOT } from '../support/machine.js';
import { AS_MARKUP, PAYLOADS } from '../support/payloads.js';
import { say, Scripted } from '../support/scripted.js';
import { Tripwire } from '../support/tripwire.js';
import { expect, ready, test } from '../support/test.js';

const LEAST = 500;
const json = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const both = (text) => ({ zh: text, en: text });

test('the wire feels: put in as markup, under no policy, the same texts run', async ({ page, site, troubles }) => {
  const wire = await Tripwire.lay(page, []);
  await page.goto(site.put('/felt', '<!doctype html><meta charset="utf-8"><title>x</title><div id="there"></div>', { policy: '' }));
  await page.evaluate(async (payloads) => {
    const there = document.querySelector('#there');
    for (const [at, payload] of payloads.entries()) {
      const box = document.createElement('div');
      box.innerHTML = payload;
      box.querySelectorAll('meta, base, form').forEach((node) => node.remove());
      there.append(box);
      if (at % 20 === 0) await new Promise((done) => setTimeout(done, 0));
      if (there.childElementCount > 60) there.firstElementChild.remove();
    }
    await new Promise((done) => setTimeout(done, 500));
  }, AS_MARKUP);
  const felt = await wire.felt();
  expect(felt.ran).toBeGreaterThan(200);
  expect(felt.asked).toBeGreaterThan(20);
  troubles.length = 0;
});

// The two halves overlap: between them they try every text. Under no policy is the harder proof, and runs always; the
// policy's own half with GOVCLOUD_LONG=1.
for (const [words, name, options, TEXTS] of [
  ['under the strict policy', 'strict', {}, PAYLOADS.slice(0, 600)],
  ['under no policy', 'open', { policy: '' }, PAYLOADS.slice(-600)],
].slice(process.env.GOVCLOUD_LONG ? 0 : 1)) {
  /** A page with the element and a script of its own. */
  const opened = async (page, site, { attributes = '', script = '', catalog = '/catalogs/demo.json', at, texts = TEXTS }) => {
    const wire = await Tripwire.lay(page, texts);
    const path = `/markup-${name}-${at}`;
    site.put(`${path}.js`, script, options);
    await page.goto(site.put(path, `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script><script type="module" src="${path}.js"></script></head><body>
<main><govcloud-request ${catalog ? `catalog="${catalog}"` : ''} as-of="2026-11-23" owner="markup-${name}-${at}" ${attributes}></govcloud-request></main></body></html>`, options));
    const element = page.locator('govcloud-request');
    await ready(element);
    return { wire, element };
  };
  const step = (element, at) => element.locator('[part=map] button').nth(at).click();
  const put = (site, file, value) => site.put(`/markup-${name}-${file}`, typeof value === 'string' ? value : JSON.stringify(value), options);
  /** The texts one after the other, over and over. */
  const stream = () => {
    let at = -1;
    return () => TEXTS[(at += 1) % TEXTS.length];
  };

  test.describe(words, () => {
    test('texts of a catalog: items, functions, sources, and what the search marks in them', async ({ page, site }) => {
      const next = stream();
      const catalog = json('www/catalogs/demo.json');
      put(site, 'catalog.json', {
        ...catalog,
        title: both(next()),
        items: TEXTS.map((payload, at) => ({
          ...catalog.items[at % catalog.items.length], code: `X-${at}`, name: both(payload), spec: next(), note: next(),
        })),
        sources: catalog.sources.map((source) => ({ ...source, title: both(next()), url: `javascript:__x()//${source.id}` })),
        functions: catalog.functions.map((one) => ({ ...one, name: both(next()) })),
        suppliers: catalog.suppliers.map((one) => ({ ...one, name: both(next()) })),
      });
      const { wire, element } = await opened(page, site, { at: 'catalog', catalog: `/markup-${name}-catalog.json` });
      await step(element, 2);
      await page.getByRole('button', { name: '从服务目录选择' }).click();
      await expect(element.locator('.chooser-count')).toContainText(String(TEXTS.length));
      await wire.sweep(LEAST + 20);
      const search = page.getByRole('combobox', { name: '搜索' });
      for (const word of ['<img', 'onerror=', '__x()', 'javascript:', '</script>', '">', '&lt;', '{{']) {
        await search.fill(word);
        await wire.look();
      }
      await wire.holds(LEAST, 'catalog');
    });

    const rows = () => TEXTS.map((payload, at) => ({
      id: `n${at}`, cells: { name: payload, function: 'compute/vm/general', count: '1', 'd.vcpu': '2', 'd.memory': '4', remark: payload },
    }));
    const FIELDS = ['unit.name', 'unit.address', 'business.name', 'technical.name', 'system.name', 'system.purpose', 'system.runs', 'needs.sizing', 'papers.plan_title', 'budget.channel'];

    test('texts of a case: fields and rows, and the table of them', async ({ page, site }) => {
      const next = stream();
      const file = JSON.parse(CASE);
      for (const key of FIELDS) file.case.fields[key] = next();
      file.case.fields['own.<img src=x onerror=__x()>'] = next();
      file.case.needs = rows();
      const { wire, element } = await opened(page, site, { at: 'case' });
      await expect(page.getByText('修改会自动保存')).toBeVisible();
      await element.evaluate((e, text) => e.importCase(text), JSON.stringify(file));
      for (let at = 0; at < 9; at += 1) {
        await step(element, at);
        // Rows come and go while the table is scrolled; other steps stand as they are.
        await (at === 2 ? wire.sweep(LEAST + 20) : wire.look());
      }
      await wire.holds(LEAST, 'case');
    });

    test('texts of a case in print, and its drafts looked for by such words', async ({ page, site }) => {
      const file = JSON.parse(CASE);
      FIELDS.forEach((key, at) => (file.case.fields[key] = TEXTS[at * 7]));
      file.case.needs = rows();
      const { wire, element } = await opened(page, site, { at: 'print' });
      await expect(page.getByText('修改会自动保存')).toBeVisible();
      await element.evaluate((e, text) => e.importCase(text), JSON.stringify(file));
      await saved(page);
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await expect.poll(async () => (await wire.look()).seen).toBeGreaterThanOrEqual(LEAST);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.getByRole('button', { name: '草稿与文件' }).click();
      const find = page.getByLabel('查找草稿');
      if (await find.isVisible()) for (const payload of TEXTS.slice(0, 50)) await find.fill(payload);
      await wire.holds(LEAST, 'print');
    });

    test('names of files', async ({ page, site }) => {
      // No folder and no control stands in the name of a file: without them most of the texts still bite.
      const names = [...new Set(PAYLOADS.map((text) => text.replace(/<\/\w*>?/g, '').replace(/[/\\\t\n\f\u2028\u2029]/g, '').trim()).filter(Boolean))];
      const some = name === 'strict' ? names.slice(0, 520) : names.slice(-520);
      const file = JSON.parse(CASE);
      file.case.attachments = some.map((text, at) => ({ role: 'basis', name: text, mediaType: 'text/plain', size: at + 1, digest: at.toString(16).padStart(64, '0') }));
      const { wire, element } = await opened(page, site, { at: 'files', texts: some });
      await expect(page.getByText('修改会自动保存')).toBeVisible();
      await element.evaluate((e, text) => e.importCase(text), JSON.stringify(file));
      await step(element, 5);
      await wire.look();
      const chosen = some.slice(0, 3).map((text) => ({ name: text, mimeType: text, buffer: Buffer.from(text) }));
      for (const one of chosen) await page.getByLabel('依据文件：添加文件').setInputFiles(one);
      await step(element, 8);
      await wire.holds(LEAST, 'names of files');
    });

    test('cells of a spreadsheet: what is read, what is asked, what is taken', async ({ page, site }) => {
      const { wire, element } = await opened(page, site, { at: 'cells' });
      await step(element, 2);
      await page.getByRole('button', { name: '导入表格' }).click();
      const dialog = page.getByRole('region', { name: '导入表格' });
      const cell = (text) => `"${text.replace(/"/g, '""')}"`;
      const rows = TEXTS.map((payload, at) => [cell(payload), '4', '8', '1', cell(TEXTS[(at + 7) % TEXTS.length])].join(','));
      const head = ['名称', 'CPU核数', '内存(GB)', '台数', cell(TEXTS[3])].join(',');
      await dialog.locator('input[type=file]').setInputFiles({ name: `${TEXTS[0].replace(/\//g, ' ')}.csv`, mimeType: 'text/csv', buffer: Buffer.from([head, ...rows].join('\n')) });
      const take = dialog.getByRole('button', { name: /^导入 \d+ 行/ });
      await expect(take).toBeVisible();
      await wire.look();
      await take.click();
      await expect(dialog).toBeHidden();
      await wire.sweep(LEAST + 20);
      await wire.holds(LEAST, 'cells');
    });

    test('what the page gives: attributes that are wrong, titles, addresses that are none', async ({ page, site, troubles }) => {
      const { wire, element } = await opened(page, site, { at: 'host' });
      const heard = await element.evaluate(async (e, texts) => {
        let heard = 0;
        document.addEventListener('gcr-faulted', () => (heard += 1));
        const names = ['asOf', 'mode', 'errand', 'asRole', 'view', 'year', 'profile', 'lang', 'jurisdiction'];
        for (const [at, text] of texts.entries()) {
          const name = names[at % names.length];
          // A place that is an address is asked for: so it is meant. What it says when there is none is what is tried.
          e[name] = name === 'jurisdiction' ? `/none?${text}` : text;
          e.title = text;
          await new Promise((done) => setTimeout(done, 0));
          window.__look();
          e.removeAttribute('title');
          if (at % names.length === names.length - 1) {
            for (const name of ['as-of', 'mode', 'errand', 'as-role', 'view', 'year', 'profile', 'jurisdiction']) e.removeAttribute(name);
            e.lang = 'zh';
          }
        }
        return heard;
      }, TEXTS);
      expect(heard).toBeGreaterThan(50);
      await wire.holds(LEAST, 'host');
      troubles.splice(0, troubles.length, ...troubles.filter((text) => !/Failed to load|status of/.test(text)));
    });

    test('what a place is called, and its organs', async ({ page, site }) => {
      const { wire, element } = await opened(page, site, { at: 'place' });
      await page.getByRole('button', { name: /依据与检查/ }).click();
      const { heard, first } = await element.evaluate(async (e, texts) => {
        const heard = [];
        document.addEventListener('gcr-faulted', (event) => heard.push(event.detail.message.zh));
        const both = (text) => ({ zh: text, en: text });
        let first = 0;
        for (let at = 0; at < texts.length; at += 1) {
          const [name, authority, centre, treasury, government] = [0, 1, 2, 3, 4].map((n) => both(texts[(at + n * 120) % texts.length]));
          e.jurisdictionData = {
            format: 'govcloud-jurisdiction', version: 1, id: `own-${at}`, name, base: 'heilongjiang', model: true,
            inForce: { from: '2022-01-01' }, organs: { authority, centre, treasury, government },
          };
          // Until it is on screen, which takes the time of a judgement.
          const before = window.__look().seen;
          for (let turn = 0; turn < 10 && window.__look().seen === before; turn += 1) await new Promise((done) => setTimeout(done, 4));
          first ||= window.__look().seen;
          if (window.__look().seen >= 520) break;
        }
        return { heard, first };
      }, TEXTS);
      expect(heard).toEqual([]);
      expect(first).toBeGreaterThan(0);
      await wire.holds(LEAST, 'place');
    });

    test('texts of a journal: who, what was done, and the sheets of every step', async ({ page, site }) => {
      const next = stream();
      const free = /\.(text|reason|note|log|number|supplier|deployed|plan|evidence|name|address|purpose|runs|sizing|method|list|data|documents|risk_result|channel)$|^decision\.reason$/;
      const journal = structuredClone(WHOLE);
      for (const entry of journal.entries) {
        entry.by = next();
        for (const key of Object.keys(entry.sheet.fields)) if (free.test(key) && key !== 'trial.plan') entry.sheet.fields[key] = next();
      }
      const applied = journal.entries.filter((entry) => ['migrate', 'change'].includes(entry.sheet.errand));
      for (const entry of applied) entry.sheet.needs = rows();
      put(site, 'journal.json', sealed(journal));
      const { wire, element } = await opened(page, site, { at: 'journal', attributes: `journal="/markup-${name}-journal.json" as-role="authority"` });
      await expect(element.getByText(WHOLE.reference).first()).toBeVisible();
      await wire.look();
      for (const button of await element.locator('[aria-expanded=false], summary').all()) await button.click({ timeout: 2_000 }).catch(() => {});
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await wire.look();
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await wire.holds(60, 'journal');
      // What a change changes stands side by side: every row of it.
      const cut = { ...journal, entries: journal.entries.slice(0, 11) };
      put(site, 'changing.json', sealed(cut));
      const file = { format: 'govcloud-case', version: 1, digest: '0'.repeat(64), case: { ...applied.at(-1).sheet, needs: rows().map((row) => ({ ...row, cells: { ...row.cells, count: '2' } })) } };
      put(site, 'changing.case.json', file);
      await page.goto(site.put(`/markup-${name}-changing`, `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>案卷</title>
<script type="module" src="/dist/govcloud-request.js"></script></head><body><main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" owner="markup-${name}-changing"
journal="/markup-${name}-changing.json" as-role="department" errand="change" case="/markup-${name}-changing.case.json"></govcloud-request></main></body></html>`, options));
      await ready(element);
      await expect.poll(async () => (await wire.look()).seen, { timeout: 10_000 }).toBeGreaterThan(0);
      await element.locator('[part=map] button').last().click();
      await expect.poll(async () => (await wire.look()).seen, { timeout: 15_000 }).toBeGreaterThanOrEqual(LEAST);
      await wire.holds(LEAST, 'changes');
    });

    test('a register: departments, references, and addresses that are none', async ({ page, site }) => {
      const cases = TEXTS.slice(0, 12).map((payload, at) => ({ department: payload, journal: sealed({ ...WHOLE, reference: `2026-${at} ${TEXTS[at + 20]}` }) }));
      const register = (links) => ({ format: 'govcloud-register', version: 1, links, cases });
      const hears = 'window.heard = []; document.addEventListener("gcr-faulted", (event) => window.heard.push(event.detail.message.zh));';
      put(site, 'register.json', register({ case: 'javascript:__x()//{reference}', paper: 'data:text/html,<script>__x()</script>{digest}' }));
      const { wire, element } = await opened(page, site, { at: 'register', script: hears, attributes: `view="filings" as-role="authority" register="/markup-${name}-register.json"` });
      // Addresses that run are refused, and the register with them.
      await expect.poll(() => page.evaluate(() => window.heard.join())).toContain('/links/case');
      await expect(element.locator('a')).toHaveCount(0);
      await element.evaluate((e, given) => (e.registerData = given), register({ case: '/case/{reference}', paper: '/case/{reference}/{digest}' }));
      await expect(element.locator('.view-table tbody tr')).toHaveCount(cases.length);
      const hrefs = await element.locator('a').evaluateAll((all) => all.map((link) => new URL(link.href)));
      expect(hrefs.length).toBeGreaterThan(cases.length);
      expect(await element.locator('a').evaluateAll((all) => all.every((link) => link.origin === location.origin && link.pathname.startsWith('/case/')))).toBe(true);
      await wire.holds(2 * cases.length, 'register');
    });

    test('what a portal answers: messages, references, places', async ({ page, site, troubles }) => {
      const wire = await Tripwire.lay(page, TEXTS);
      const path = `/markup-${name}-portal`;
      const answers = [0, 200, 400].map((from) => say.json(422, {
        code: 'invalid', message: TEXTS[from], reference: TEXTS[from + 1], title: TEXTS[from + 2],
        errors: TEXTS.slice(from, from + 200).map((text, at) => ({ path: ['/fields/unit.name', text, `/needs/${at}/count`][at % 3], message: text })),
      }));
      const portal = new Scripted(site, `${path}/api`, { submit: [...answers, (on) => on.send(201, 'application/json', JSON.stringify({ reference: TEXTS[9], key: on.key, digest: on.digest, message: TEXTS[10] }))] });
      await page.goto(site.put(path, `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script></head><body><main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" owner="markup-${name}-portal"
profile="rest" action="${path}/api/submit" status="${path}/api/status/{key}" upload="${path}/api/papers/{sm3}"></govcloud-request></main></body></html>`, options));
      await fillIn(page);
      for (let turn = 1; turn <= 4; turn += 1) {
        await press(page);
        await expect.poll(() => portal.posts.length, { timeout: 30_000 }).toBe(turn);
        await expect(place(page).getByText(/没有受理|门户已受理/).first()).toBeVisible();
        await expect(place(page).getByRole('button', { name: '提交申请' })).toHaveCount(turn < 4 ? 1 : 0);
        await wire.look();
      }
      await wire.holds(LEAST, 'answers');
      troubles.splice(0, troubles.length, ...troubles.filter((text) => !/status of 422/.test(text)));
    });

    test('keys that would be everybody\'s: in host values, cases, catalogs, journals and answers', async ({ page, site, troubles }) => {
      const path = `/markup-${name}-proto`;
      const bad = '"__proto__":{"polluted":1,"toJSON":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}';
      const portal = new Scripted(site, `${path}/api`, { submit: [(on) => on.send(201, 'application/json', `{"reference":"X-1","key":"${on.key}","digest":"${on.digest}",${bad}}`)] });
      await Tripwire.lay(page, TEXTS);
      await page.goto(site.put(path, `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>申请</title>
<script type="module" src="/dist/govcloud-request.js"></script></head><body><main><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" owner="__proto__"
profile="rest" action="${path}/api/submit" status="${path}/api/status/{key}" upload="${path}/api/papers/{sm3}"></govcloud-request></main></body></html>`, options));
      const element = await fillIn(page);
      const left = await element.evaluate(async (e, keys) => {
        const before = Object.getOwnPropertyNames(Object.prototype).join();
        const object = JSON.parse(`{${keys}}`);
        e.requestHeaders = async () => JSON.parse(`{"X-A":"1",${keys.replace(/\{[^{}]*\}/g, '"x"').replace('{"prototype":"x"}', '"x"')}}`);
        const heard = [];
        document.addEventListener('gcr-faulted', (event) => heard.push(event.detail.code));
        for (const property of ['catalogData', 'caseFile', 'journalData', 'registerData', 'jurisdictionData']) {
          e[property] = object;
          await new Promise((done) => setTimeout(done, 60));
          e[property] = `{"format":"govcloud-case","version":1,${keys}}`;
          await new Promise((done) => setTimeout(done, 60));
          e[property] = null;
        }
        const file = JSON.parse(await e.exportCase());
        file.case.fields = JSON.parse(`{${JSON.stringify(file.case.fields).slice(1, -1)},"__proto__":"x","constructor":"y","toString":"z"}`);
        file.case.needs.forEach((row) => (row.cells = JSON.parse(`{${JSON.stringify(row.cells).slice(1, -1)},"__proto__":"x"}`)));
        await e.importCase(JSON.stringify(file)).catch(() => {});
        return { same: Object.getOwnPropertyNames(Object.prototype).join() === before, polluted: {}.polluted, list: [].polluted, heard: heard.length, name: JSON.parse(await e.exportCase()).case.fields['unit.name'] };
      }, bad);
      expect(left).toMatchObject({ same: true, polluted: undefined, list: undefined, name: JSON.parse(CASE).case.fields['unit.name'] });
      expect(left.heard).toBeGreaterThanOrEqual(5);
      await element.evaluate((e) => (e.jurisdiction = 'heilongjiang'));
      await element.locator('[part=map] button').last().click();
      await press(page);
      await expect(place(page).getByText(/门户已受理/).first()).toBeVisible();
      expect(portal.accepted.size + portal.posts.length).toBeGreaterThan(0);
      expect(await page.evaluate(() => ({}).polluted)).toBeUndefined();
      troubles.length = 0;
    });

    test('messages of other windows are heard by nobody', async ({ page, site }) => {
      await page.addInitScript(() => {
        window.listens = [];
        const add = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (kind, ...rest) {
          if (/^message/.test(kind) && (this === window || this instanceof EventTarget && this === document)) window.listens.push(kind);
          return add.call(this, kind, ...rest);
        };
      });
      const { wire, element } = await opened(page, site, { at: 'messages', script: 'window.posted = true;' });
      const before = await element.evaluate(async (e) => JSON.parse(await e.exportCase()).case);
      await page.evaluate((texts) => {
        for (const text of texts) window.postMessage({ type: text, text, data: { __proto__: { x: 1 }, html: text } }, '*');
        window.postMessage({ source: 'govcloud-request', command: 'import', text: '{}' }, '*');
      }, TEXTS);
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => [window.listens, window.onmessage])).toEqual([[], null]);
      expect(await element.evaluate(async (e) => JSON.parse(await e.exportCase()).case)).toEqual(before);
      await wire.holds(0, 'messages');
    });
  });
}
