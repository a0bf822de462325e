// Measures the form beside a plain table in the same browser and the same run, and writes what it found to
// results/bench.json and results/bench.md, and with GOVCLOUD_BLESS=1 into the READMEs. `cargo x bench` builds the
// release and starts this.
//
// A key is timed from the moment at which the browser gives it to the page to the moment after the next
// paint; its script from the first listener to the last, with all that the page does in between. The best of
// three runs counts, as in every table that we compare with; the median stands beside it, and tells how busy the
// machine was. So does the processor time, which other programs hardly lengthen.

import { chromium } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { ROOT, chromium as program } from '../support/machine.js';
import { Site } from '../support/site.js';
import { write } from './figures.mjs';

const ROWS = 500;
const RUNS = 3;
const KEYS = 'performance of keys';
/** Letters of pinyin, and a number: 云服务器, 8. */
const QUERY = 'yfwq 8';
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
  window.began = 0;
  addEventListener('keydown', () => {
    const from = performance.now();
    window.painted().then((to) => window.keys.push(to - from));
  }, true);
  addEventListener('input', () => { window.began = performance.now(); }, true);
  addEventListener('input', () => window.work.push(performance.now() - window.began));
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

/** Rows as a department types them: sizes come again, and each has its item in the catalog. */
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

/** The same with a mistake in every tenth row: what other forms are measured with. */
const mistaken = needs.map((need, at) => (at % 10 === 7 ? { ...need, cells: { ...need.cells, count: '若干' } } : need));

/** The hardest list: no two rows alike, odd sizes that must be fitted, what nothing fits, and 50 mistakes. */
const odd = Array.from({ length: ROWS }, (_, at) => {
  const cells = { name: `服务器 ${at + 1}`, count: String(1 + (at % 7)), months: '12', reason: `用途 ${at + 1}` };
  if (at % 5 === 4) {
    Object.assign(cells, { function: 'storage/block/plain', 'd.disk.plain': `${11 + at} GB` });
  } else if (at % 5 === 3) {
    const function_ = ['compute/vm/gpu', 'compute/metal/general', 'database/relational/service'][at % 3];
    Object.assign(cells, { function: function_, 'd.vcpu': String(1 + (at % 31)), 'd.memory': `${3 + (at % 77)} GB` });
  } else {
    Object.assign(cells, { function: 'compute/vm/general', 'd.vcpu': String(1 + (at % 61)) });
    Object.assign(cells, { 'd.memory': `${1 + ((at * 7) % 251)} GB`, 'd.disk.plain': `${20 + at * 3} GB` });
  }
  if (at % 23 === 0) Object.assign(cells, { 't.arch': 'arm', 'p.domestic': 'yes' });
  if (at % 97 === 5) cells['d.vcpu'] = '100000';
  if (at % 10 === 7) cells['count'] = '若干';
  return { id: `n${at + 1}`, cells };
});

const caseOf = (needs) => JSON.stringify({
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

/** The processor time of the page's main thread, in ms. */
async function clock(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find((metric) => metric.name === 'TaskDuration').value;
  };
}

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

/** Judges the case at hand from nothing, again and again: times by the clock, and processor time. */
async function judged(page, element) {
  const cpu = await clock(page);
  const from = await cpu();
  const times = await element.evaluate(async (e) => {
    const times = [];
    for (let run = 0; run < 15; run += 1) {
      const from = performance.now();
      await e.review();
      times.push(performance.now() - from);
    }
    return times;
  });
  return { times, cpu: ((await cpu()) - from) / times.length };
}

/** Judges a list in which every tenth row is wrong, and sees that each mistake is found. */
async function mistakes(page, element, list) {
  await element.evaluate((e, text) => e.importCase(text), caseOf(list));
  await page.waitForTimeout(500);
  const wrong = await element.evaluate(async (e) => {
    const { problems } = await e.review();
    return new Set(problems.filter((p) => p.code === 'need-count').map((p) => p.path)).size;
  });
  if (wrong !== ROWS / 10) throw new Error(`${wrong} of ${ROWS / 10} mistakes are found`);
  return judged(page, element);
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
  }, caseOf(needs));
  await page.waitForTimeout(500);
  const field = element.locator('[part=resources] [role=grid] input').first();
  await field.focus();
  const value = () => element.evaluate((e) => e.shadowRoot.activeElement?.value ?? '');
  const typed = await type(page, value);
  const alike = await mistakes(page, element, mistaken);
  const different = await mistakes(page, element, odd);
  const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  await page.close();
  return { rendered, ...typed, alike, different, memory };
}

/** Opens the chooser over a table of so many rows that are just begun, and types into it. */
async function choice(browser, site, rows) {
  const { page, element } = await opened(browser, site, '/big.json');
  await element.evaluate(async (e, text) => {
    await e.importCase(text);
    await e.focusPath('/needs/0/name');
  }, caseOf(Array.from({ length: rows }, (_, at) => ({ id: `n${at + 1}`, cells: { name: `服务器 ${at + 1}` } }))));
  await element.locator('[part=map] button').nth(2).click();
  await element.locator('[part=resources] .toolbar .button').first().waitFor();
  await page.waitForTimeout(1500);
  const cpu = await clock(page);
  const from = await cpu();
  const open = await element.evaluate(async (e) => {
    const entry = () => e.shadowRoot.querySelector('[part=chooser]:not([hidden]) [role=option]');
    const from = performance.now();
    e.shadowRoot.querySelector('[part=resources] .toolbar .button').click();
    // What the click sets going is done before the next task; the browser has laid it out for the focus.
    for (let turn = 0; turn < 1000 && !(entry() && e.shadowRoot.activeElement?.matches('[part=chooser] input')); turn += 1) await null;
    const script = performance.now() - from;
    if (!entry()) throw new Error('the chooser does not open at once');
    return { script, painted: (await window.painted()) - from };
  });
  open.cpu = (await cpu()) - from;
  await page.waitForTimeout(300);
  await page.evaluate(() => { window.keys.length = 0; window.work.length = 0; });
  await page.keyboard.type(QUERY, { delay: 120 });
  await page.waitForTimeout(300);
  const { keys, work } = await page.evaluate(() => ({ keys: window.keys, work: window.work }));
  await page.close();
  return { open, keys, work };
}

const load = round(loadavg()[0]);
const site = new Site();
await site.start();
const browser = await chromium.launch({
  executablePath: program(),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--enable-precise-memory-info'],
});
const runs = { plain: [], form: [], choice: [], over: [] };
try {
  const demo = await (await fetch(`${site.url}/catalogs/demo.json`)).json();
  site.put('/big.json', bigCatalog(demo));
  for (let run = 1; run <= RUNS; run += 1) {
    console.log(`run ${run} of ${RUNS}`);
    runs.plain.push(await plain(browser, site));
    runs.form.push(await form(browser, site));
    runs.choice.push(await choice(browser, site, 0));
    runs.over.push(await choice(browser, site, ROWS));
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
const judging = (list) => ({
  best: round(best(list, (run) => Math.min(...run.times))),
  median: round(at(list.flatMap((run) => run.times), 0.5)),
  cpu: round(best(list, (run) => run.cpu)),
});
const choosing = (list) => ({
  open: round(best(list, (run) => run.open.script)),
  median: round(at(list.map((run) => run.open.script), 0.5)),
  opened: round(best(list, (run) => run.open.painted)),
  cpu: round(best(list, (run) => run.open.cpu)),
  filter: round(best(list, (run) => at(run.work, 0.5))),
  longest: round(best(list, (run) => Math.max(...run.work))),
  painted: round(best(list, (run) => at(run.keys, 0.5))),
});
const found = {
  rows: ROWS,
  load,
  plain: table(runs.plain),
  form: {
    ...table(runs.form),
    alike: judging(runs.form.map((run) => run.alike)),
    different: judging(runs.form.map((run) => run.different)),
    heap: round(best(runs.form, (run) => run.memory) / 2 ** 20),
  },
  choice: choosing(runs.choice),
  over: choosing(runs.over),
};
found.ratios = {
  rendered: Math.round((100 * found.form.rendered) / found.plain.rendered) / 100,
  key: Math.round((100 * found.form.p95) / found.plain.p95) / 100,
};
const judgedLine = (name, { best, median, cpu }) => `| ${name} | ${best} | ${median} | ${cpu} | ≤ 13 |`;
const choiceLines = (name, c) => `| opens ${name}: script | ${c.open} | ${c.median} | ≤ 16 |
| opens ${name}: to the next paint | ${c.opened} | | ≤ 16 |
| filters a key ${name}: script, p50; longest | ${c.filter}; ${c.longest} | | ≤ 5 |
| filters a key ${name}: to the next paint, p50 | ${c.painted} | | |`;
const text = `| ${ROWS} rows of 8 fields, ms | plain table | this form | ratio | goal |
|---|---|---|---|---|
| to rendered | ${found.plain.rendered} | ${found.form.rendered} | ${found.ratios.rendered} | ≤ 0.5 |
| key to next paint, p50 | ${found.plain.p50} | ${found.form.p50} | | |
| key to next paint, p95 | ${found.plain.p95} | ${found.form.p95} | ${found.ratios.key} | ≤ 0.3 |
| script a key, p50 | ${found.plain.work} | ${found.form.work} | | |
| characters lost | ${found.plain.lost} | ${found.form.lost} | | 0 |

| all ${ROWS} rows read, fitted, priced and reviewed, ms | best | median | processor | goal |
|---|---|---|---|---|
${judgedLine('240 sizes, each in the catalog, 50 mistakes', found.form.alike)}
${judgedLine('no two alike, odd sizes, 50 mistakes', found.form.different)}

| a choice among 10,000 items, ms | best | median | goal |
|---|---|---|---|
${choiceLines('over an empty table', found.choice)}
${choiceLines(`over ${ROWS} rows`, found.over)}
`;
const folder = join(ROOT, 'tests/browser/results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(found, null, 2)}\n`);
writeFileSync(join(folder, 'bench.md'), text);
if (process.env.GOVCLOUD_BLESS) write(found);
console.log(`\n${text}`);
