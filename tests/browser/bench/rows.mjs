// Measures the form beside a plain table in the same browser and the same run, and writes what it found to
// results/bench.json and results/bench.md. `cargo x bench` builds the release and starts this.
//
// A key is timed from the moment at which the browser gives it to the page to the moment after the next
// paint. The best of three runs counts, as in every table that we compare with.

import { chromium } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, chromium as program } from '../support/machine.js';
import { Site } from '../support/site.js';

const ROWS = 500;
const RUNS = 3;
const KEYS = 'performance of keys';
const POLICY = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'";

/** Run in the page: how long to the next paint, and how long each key takes. */
const CLOCK = `
  window.painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
  window.keys = [];
  window.work = [];
  addEventListener('keydown', () => {
    const from = performance.now();
    window.painted().then((to) => window.keys.push(to - from));
  }, true);
  addEventListener('input', () => {
    const from = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.work.push(performance.now() - from);
    channel.port2.postMessage(0);
  }, true);
`;

const PLAIN = `<!doctype html><meta charset="utf-8"><body><script>${CLOCK}
  window.fill = async (rows) => {
    const from = performance.now();
    const table = document.createElement('table');
    rows.forEach((row, at) => {
      const line = table.insertRow();
      for (const [column, text] of Object.entries(row.cells)) {
        const field = document.createElement('input');
        field.value = text;
        field.setAttribute('aria-label', at + 1 + ' ' + column);
        field.addEventListener('input', () => {
          row.cells[column] = field.value;
          field.setAttribute('aria-invalid', String(field.value === ''));
        });
        line.insertCell().append(field);
      }
    });
    document.body.append(table);
    return (await window.painted()) - from;
  };
</script>`;

const FORM = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>bench</title><script>${CLOCK}</script>
<script type="module" src="/dist/govcloud-request.js"></script>
<govcloud-request catalog="CATALOG" as-of="2026-11-23"></govcloud-request></html>`;

const needs = Array.from({ length: ROWS }, (_, at) => ({
  id: `n${at + 1}`,
  cells: {
    name: `服务器 ${at + 1}`,
    function: 'compute/vm/general',
    count: String(1 + (at % 3)),
    months: '12',
    'd.vcpu': String(2 + 2 * (at % 8)),
    'd.memory': `${4 + 4 * (at % 16)} GB`,
    'd.disk.plain': `${100 + 10 * (at % 40)} GB`,
    reason: `用途 ${at + 1}`,
  },
}));
const caseFile = JSON.stringify({
  format: 'govcloud-case',
  version: 1,
  digest: '0'.repeat(64),
  case: { errand: 'migrate', fields: { 'unit.name': '示例单位' }, needs, attachments: [] },
});

/** A catalog of 10,000 items: the demonstration's declarations, its items again and again under new codes. */
function bigCatalog(demo) {
  const big = { ...demo, id: 'bench-10k', items: [] };
  for (let at = 0; big.items.length < 10_000; at += 1) {
    const item = demo.items[at % demo.items.length];
    big.items.push({ ...item, code: `${item.code}-${Math.floor(at / demo.items.length)}` });
  }
  return JSON.stringify(big);
}

const sorted = (list) => [...list].sort((a, b) => a - b);
const at = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN;
const round = (number) => Math.round(number * 10) / 10;

/** Types into the focused field; gives the times, and says whether a character was lost. */
async function type(page, read) {
  const before = await read();
  await page.evaluate(() => { window.keys.length = 0; window.work.length = 0; });
  await page.keyboard.type(KEYS, { delay: 60 });
  await page.waitForTimeout(300);
  const after = await read();
  const { keys, work } = await page.evaluate(() => ({ keys: window.keys, work: window.work }));
  return { keys, work, lost: before.length + KEYS.length - after.length };
}

async function plain(browser, site) {
  const page = await browser.newPage();
  await page.goto(site.put('/plain', PLAIN, { policy: POLICY }));
  const rendered = await page.evaluate((rows) => window.fill(rows), needs);
  await page.locator('tr:nth-child(3) input').first().focus();
  const typed = await type(page, () => page.evaluate(() => document.activeElement.value));
  await page.close();
  return { rendered, ...typed };
}

async function opened(browser, site, catalog) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(site.put('/form', FORM.replace('CATALOG', catalog), { policy: POLICY }));
  const element = page.locator('govcloud-request');
  await page.waitForFunction(() => document.querySelector('govcloud-request').state === 'ready');
  await element.evaluate((e) => e.review());
  await page.waitForTimeout(500);
  return { page, element };
}

async function form(browser, site) {
  const { page, element } = await opened(browser, site, '/catalogs/demo.json');
  const rendered = await element.evaluate(async (e, text) => {
    const grid = () => e.shadowRoot.querySelectorAll('[part=resources] [role=grid] input').length > 20;
    await e.focusPath('/steps/resources');
    const from = performance.now();
    await e.importCase(text);
    await e.focusPath('/needs/2/name');
    while (!grid()) await window.painted();
    return (await window.painted()) - from;
  }, caseFile);
  await page.waitForTimeout(500);
  const field = element.locator('[part=resources] [role=grid] input').first();
  await field.focus();
  const value = () => element.evaluate((e) => e.shadowRoot.activeElement?.value ?? '');
  const typed = await type(page, value);
  const validated = await element.evaluate(async (e) => {
    const times = [];
    for (let run = 0; run < 7; run += 1) {
      const from = performance.now();
      await e.review();
      times.push(performance.now() - from);
    }
    return Math.min(...times);
  });
  const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  await page.close();
  return { rendered, ...typed, validated, memory };
}

async function choice(browser, site) {
  const { page, element } = await opened(browser, site, '/big.json');
  await element.evaluate(async (e) => {
    await e.importCase(JSON.stringify({ format: 'govcloud-case', version: 1, digest: '0'.repeat(64), case: { errand: 'deploy', fields: {}, needs: [], attachments: [] } }));
    await e.focusPath('/needs/0/name');
  });
  await element.locator('[part=map] button').nth(2).click();
  await page.waitForTimeout(800);
  const button = element.locator('[part=resources] .toolbar .button').first();
  await button.waitFor();
  const open = await element.evaluate(async (e) => {
    const button = e.shadowRoot.querySelector('[part=resources] .toolbar .button');
    const from = performance.now();
    button.click();
    while (!e.shadowRoot.querySelector('[part=chooser]:not([hidden]) [role=option]')) await Promise.resolve().then(() => new Promise((done) => setTimeout(done, 0)));
    const script = performance.now() - from;
    return { script, painted: (await window.painted()) - from };
  });
  await element.locator('[part=chooser] input').focus();
  await page.evaluate(() => { window.keys.length = 0; window.work.length = 0; });
  await page.keyboard.type('yfwq 8', { delay: 120 });
  await page.waitForTimeout(300);
  const { keys, work } = await page.evaluate(() => ({ keys: window.keys, work: window.work }));
  await page.close();
  return { open, keys, work };
}

const site = new Site();
await site.start();
const browser = await chromium.launch({
  executablePath: program(),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--enable-precise-memory-info'],
});
const runs = { plain: [], form: [], choice: [] };
try {
  const demo = await (await fetch(`${site.url}/catalogs/demo.json`)).json();
  site.put('/big.json', bigCatalog(demo));
  for (let run = 1; run <= RUNS; run += 1) {
    console.log(`run ${run} of ${RUNS}`);
    runs.plain.push(await plain(browser, site));
    runs.form.push(await form(browser, site));
    runs.choice.push(await choice(browser, site));
  }
} finally {
  await browser.close();
  await site.stop();
}

const best = (list, of) => Math.min(...list.map(of));
const table = (list) => ({
  rendered: round(best(list, (run) => run.rendered)),
  p50: round(best(list, (run) => at(run.keys, 0.5))),
  p95: round(best(list, (run) => at(run.keys, 0.95))),
  work: round(best(list, (run) => at(run.work, 0.5))),
  lost: Math.max(...list.map((run) => run.lost)),
});
const found = {
  rows: ROWS,
  plain: table(runs.plain),
  form: { ...table(runs.form), validated: round(best(runs.form, (run) => run.validated)), heap: round(best(runs.form, (run) => run.memory) / 2 ** 20) },
  choice: {
    open: round(best(runs.choice, (run) => run.open.script)),
    opened: round(best(runs.choice, (run) => run.open.painted)),
    filter: round(best(runs.choice, (run) => at(run.work, 0.5))),
    painted: round(best(runs.choice, (run) => at(run.keys, 0.5))),
  },
};
found.ratios = {
  rendered: Math.round((100 * found.form.rendered) / found.plain.rendered) / 100,
  key: Math.round((100 * found.form.p95) / found.plain.p95) / 100,
};
const text = `| ${ROWS} rows of 8 fields, ms | plain table | this form | ratio | goal |
|---|---|---|---|---|
| to rendered | ${found.plain.rendered} | ${found.form.rendered} | ${found.ratios.rendered} | ≤ 0.5 |
| key to next paint, p50 | ${found.plain.p50} | ${found.form.p50} | | |
| key to next paint, p95 | ${found.plain.p95} | ${found.form.p95} | ${found.ratios.key} | ≤ 0.3 |
| script a key, p50 | ${found.plain.work} | ${found.form.work} | | |
| all rows read, fitted, priced and reviewed | | ${found.form.validated} | | ≤ 13 |
| characters lost | ${found.plain.lost} | ${found.form.lost} | | 0 |

| a choice among 10,000 items, ms | this form | goal |
|---|---|---|
| opens (script; to painted) | ${found.choice.open}; ${found.choice.opened} | ≤ 16 |
| filters a key, p50 (script; to painted) | ${found.choice.filter}; ${found.choice.painted} | ≤ 5 |
`;
const folder = join(ROOT, 'tests/browser/results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(found, null, 2)}\n`);
writeFileSync(join(folder, 'bench.md'), text);
console.log(`\n${text}`);
