// Whole lists, fitted beside the page where its policy lets a worker be had, and in slices where not: the same answer,
// and a page that lives.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { DIST, ROOT, govcloud } from '../support/machine.js';
import { expect, ready, test } from '../support/test.js';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; " +
  "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
/** The same without Trusted Types; and with a policy of the page's own. */
const PLAIN = STRICT;
const NAMED = `${STRICT}; require-trusted-types-for 'script'; trusted-types portal`;
const CATALOG = join(ROOT, 'www/catalogs/demo.json');

/** A list of so many servers in systems of twenty; `sizes` different ones. */
function list(rows, sizes) {
  const lines = ['信息系统名称,主机名称,vCPU,内存(GB),等保级别'];
  for (let row = 0; row < rows; row++) {
    const size = (row * 7919) % sizes;
    lines.push(`系统${Math.floor(row / 20)},h${row},${1 + (size % 64)},${1 + Math.floor(size / 64)},三级`);
  }
  return Buffer.from(lines.join('\n'));
}
const file = (buffer, name = '清单.csv') => ({ name, mimeType: 'text/csv', buffer });
const BIG = file(list(100_000, 300));

let serial = 0;

/** A page with the view of fleets; `script` runs in it with the element as `form`. */
async function open(page, site, { policy, script = '', dist = '/dist' } = {}) {
  const name = `fleet-worker-${(serial += 1)}-${process.pid}`;
  site.put(`/${name}.js`, `const form = document.querySelector('govcloud-request');\nwindow.faults = [];\nform.addEventListener('gcr-faulted', (e) => faults.push(e.detail));\n${script}`);
  const given = policy ? { policy } : {};
  await page.goto(site.put(`/${name}`, `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>成批适配</title>
<script type="module" src="${dist}/govcloud-request.js"></script><script type="module" src="/${name}.js"></script>
<main><h1>成批适配</h1><govcloud-request view="fleet" as-role="department" as-of="2026-11-23" catalog="/catalogs/demo.json"></govcloud-request></main></html>`, given));
  const element = page.locator('govcloud-request');
  await ready(element);
  await expect(element.locator('input[type=file]')).toBeAttached();
  return element;
}

/** Counts turns of the page from now on, and the longest time between two. */
const watchTurns = (page) => page.evaluate(() => {
  window.turns = { count: 0, longest: 0, began: performance.now(), last: performance.now() };
  const turn = () => {
    const now = performance.now();
    turns.count += 1;
    turns.longest = Math.max(turns.longest, now - turns.last);
    turns.last = now;
    setTimeout(turn, 0);
  };
  turn();
});

/** Gives a list, waits for what comes of it; the sentence about it. */
async function fit(element, given) {
  await element.locator('input[type=file]').first().setInputFiles(given);
  const said = element.locator('[role=status] b').first();
  await expect(said).toContainText(/可满足 \d+ 项/, { timeout: 90_000 });
  return said.innerText();
}

function lives(test, { count, longest, began, last }) {
  test.info().annotations.push({ type: 'longest time without a turn', description: `${Math.round(longest)} ms, ${count} turns` });
  expect(count).toBeGreaterThan(20);
  // A share and not a time, which a busy machine stretches: in one go the longest pause is nearly all of it.
  expect(longest / (last - began)).toBeLessThan(0.5);
}

let sentence = null;

test('under the strict policy the page fits in slices, and lives', async ({ page, site }) => {
  const element = await open(page, site);
  await watchTurns(page);
  sentence = await fit(element, BIG);
  expect(sentence).toContain('5000 个系统、100000 行');
  lives(test, await page.evaluate(() => turns));
  expect(page.workers()).toHaveLength(0);
  expect(await page.evaluate(() => faults)).toEqual([]);
});

test('without Trusted Types a worker of its own fits, with the same answer, and the page lives', async ({ page, site }) => {
  const workers = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const element = await open(page, site, { policy: PLAIN });
  await watchTurns(page);
  const said = await fit(element, BIG);
  if (sentence) expect(said).toBe(sentence);
  lives(test, await page.evaluate(() => turns));
  expect(workers.map((url) => new URL(url).pathname)).toEqual(['/dist/govcloud-fleet.js']);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('under a policy with names the page gives the worker', async ({ page, site }) => {
  const workers = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const element = await open(page, site, {
    policy: NAMED,
    script: "const policy = trustedTypes.createPolicy('portal', { createScriptURL: (url) => url });\nform.worker = (url) => new Worker(policy.createScriptURL(url), { type: 'module' });",
  });
  const said = await fit(element, BIG);
  if (sentence) expect(said).toBe(sentence);
  expect(workers).toHaveLength(1);
});

test('a workbook is read in the worker', async ({ page, site }) => {
  const folder = mkdtempSync(join(tmpdir(), 'govcloud-'));
  writeFileSync(join(folder, 'list.csv'), list(40, 5));
  const words = ['fit', '--list', join(folder, 'list.csv'), '--catalog', CATALOG, '--as-of', '2026-11-23', '--xlsx', join(folder, 'list.xlsx')];
  try {
    execFileSync(govcloud(), words, { stdio: 'ignore' });
  } catch {
    // It says by its exit code that something does not fit; the workbook is written all the same.
  }
  const fetched = [];
  page.on('request', (request) => fetched.push(request.url().split('/').pop()));
  const element = await open(page, site, { policy: PLAIN });
  await fit(element, file(readFileSync(join(folder, 'list.xlsx')), '清单.xlsx'));
  expect(fetched).toContain('govcloud-sheets.wasm');
});

test('it is stopped on the way, and begun again', async ({ page, site }) => {
  const element = await open(page, site, { policy: PLAIN });
  await element.locator('input[type=file]').first().setInputFiles(file(list(60_000, 30_000)));
  await expect.poll(() => page.workers().length).toBe(1);
  await element.getByRole('button', { name: '停止' }).click();
  await expect(element).toContainText('已停止');
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await fit(element, file(list(40, 5)))).toContain('2 个系统、40 行');
});

test('a worker that cannot be had is done without, and said', async ({ page, site }) => {
  const element = await open(page, site, { policy: PLAIN, script: "form.worker = () => { throw new Error('none') };" });
  expect(await fit(element, file(list(40, 5)))).toContain('40 行');
  await expect(element).toContainText('页面提供的 Worker 无法使用，已改在页面内计算');
  expect(await page.evaluate(() => faults.map((fault) => fault.code))).toEqual(['worker-unusable']);
});

test('a module that is not what was built is refused with its reason, and the page computes', async ({ page, site, troubles }) => {
  site.script('/tampered/', (request, response) => {
    const name = normalize(new URL(request.url, site.url).pathname.slice('/tampered/'.length));
    const body = readFileSync(join(DIST, name));
    // A byte of the last function: still a module, and another one.
    if (/fleet.*wasm$/.test(name)) body[body.length - 8] ^= 1;
    const kind = name.endsWith('.wasm') ? 'application/wasm' : name.endsWith('.json') ? 'application/json' : 'text/javascript';
    response.writeHead(200, { 'Content-Type': kind, 'Content-Security-Policy': PLAIN });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  const element = await open(page, site, { policy: PLAIN, dist: '/tampered' });
  expect(await fit(element, file(list(40, 5)))).toContain('40 行');
  await expect(element).toContainText('程序模块不完整或与脚本版本不一致（SHA-384）');
  expect(await page.evaluate(() => faults.map((fault) => fault.code))).toEqual(['wasm-unusable']);
  // The browser says on the console that the digest differs.
  expect(troubles.every((trouble) => trouble.includes('integrity'))).toBe(true);
  troubles.length = 0;
});

test('where its script cannot be had the page computes, and says so', async ({ page, site, troubles }) => {
  const element = await open(page, site, { policy: PLAIN });
  await page.route('**/govcloud-fleet.js', (route) => route.abort());
  expect(await fit(element, file(list(40, 5)))).toContain('40 行');
  await expect(element).toContainText('无法取得成批适配模块');
  troubles.length = 0;
});
