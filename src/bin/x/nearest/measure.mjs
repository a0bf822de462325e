// Times the nearest five in wasm with and without SIMD, natively and in JavaScript, checks that all find the same, and
// prints two tables: the ratios, and cost against growth. With GOVCLOUD_BLESS=1 they are written into the docs, with
// the picture. The best of several runs counts; in one run the machine is the same for all.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { idiomatic, NONE, rows, tuned } from './javascript.mjs';
import { drawing } from './plot.mjs';

const [work, program, data] = process.argv.slice(2);
const load = (kind) => createRequire(import.meta.url)(join(work, kind, 'nearest.js')).Nearest;
const kinds = { simd: load('simd'), plain: load('plain') };
const [catalog, needs] = ['catalog.csv', 'needs.csv'].map((name) => readFileSync(join(work, name), 'utf8'));

/** Milliseconds of the best run: at least three, and as many as fit the time. */
function best(run, patience = 1500) {
  let least = Infinity;
  const end = performance.now() + patience;
  for (let runs = 0; runs < 3 || (performance.now() < end && runs < 60); runs += 1) {
    const from = performance.now();
    run();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

const fives = (found) => found.map((five) => [...five, ...Array(5 - five.length).fill(NONE)]);
const differ = (a, b) => a.filter((five, at) => five.some((row, i) => row !== b[at * 5 + i])).length;
const perSecond = (count, ms) => (count * 1000) / ms;
const thousands = (number) => Math.round(number).toLocaleString('en-US');

const [items, wanted] = [rows(catalog), rows(needs)];
const some = wanted.filter((_, at) => at % 25 === 0);
const lines = [];
const all = { simd: new kinds.simd(catalog, needs), plain: new kinds.plain(catalog, needs) };
const found = Object.fromEntries(Object.entries(all).map(([kind, shop]) => [kind, shop.answers()]));

const native = JSON.parse(execFileSync(program, ['time', work], { encoding: 'utf8', maxBuffer: 1 << 28 }));
const plainest = idiomatic(items);
const quick = tuned(items);
const answered = { plainest: fives(some.map(plainest)), quick: fives(wanted.map(quick)) };
const sampled = found.simd.filter((_, at) => Math.floor(at / 5) % 25 === 0);
const wrong = {
  'wasm without SIMD': found.plain.filter((row, at) => row !== found.simd[at]).length,
  native: native.rows.filter((row, at) => row !== found.simd[at]).length,
  'idiomatic JavaScript': differ(answered.plainest, sampled),
  'hand-tuned JavaScript': differ(answered.quick, found.simd),
};
const base = perSecond(some.length, best(() => some.map(plainest), 4000));
const typed = perSecond(wanted.length, best(() => wanted.map(quick), 4000));
const line = (name, rate, goal) => lines.push({ name, rate, ratio: rate / base, tuned: rate / typed, goal });
line('JavaScript: map, filter, sort, slice', base);
line('JavaScript by hand: typed arrays, nothing allocated', typed);
line('wasm', perSecond(wanted.length, best(() => all.plain.answers())), 51_000);
line('wasm with SIMD', perSecond(wanted.length, best(() => all.simd.answers())), 228_000);
line('native', perSecond(wanted.length, native.kernel));

// The engine's whole answers: five configurations with lines, traits, prices, keys.
const THOUSAND = Math.min(1000, wanted.length);
for (const [kind, name] of [['plain', 'wasm'], ['simd', 'wasm with SIMD']]) {
  all[kind].prepare();
  const took = best(() => all[kind].whole(THOUSAND));
  wrong[`whole answers in ${name}`] = all[kind].differing();
  line(`whole answers of the engine, ${name}`, perSecond(THOUSAND, took));
}
wrong['whole answers, native'] = native.differing;
line('whole answers of the engine, native', perSecond(THOUSAND, native.whole));

let table = '| nearest five of ' + thousands(items.length) + ' items | needs a second | × idiomatic | × hand-tuned | goal |\n|---|---|---|---|---|\n';
for (const { name, rate, ratio, tuned, goal } of lines) {
  const cells = [name, thousands(rate), ratio.toFixed(1), tuned.toFixed(1), goal ? `≥ ${thousands(goal)}` : ''];
  table += `| ${cells.join(' | ')} |\n`;
}
process.stdout.write(`\n${table}\n`);
const errors = Object.entries(wrong).filter(([, count]) => count > 0);
const same = `The same five by all: ${thousands(wanted.length)} needs; of idiomatic JavaScript ${thousands(some.length)} of them, of whole answers ${thousands(THOUSAND)}.`;
if (errors.length > 0) {
  console.error(`Not the same answers: ${errors.map(([name, count]) => `${name}: ${count}`).join('; ')}`);
  process.exit(1);
}
console.log(same);

// Cost against growth, on what is drawn by seed.
const ITEMS = [1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000];
const NEEDS = [10, 100, 1_000, 10_000, 100_000];
const measure = (items, needs) => {
  const micros = {};
  for (const kind of ['simd', 'plain']) {
    const shop = kinds[kind].drawn(2n, items, needs);
    micros[kind] = (best(() => shop.answers(), 700) * 1000) / needs;
    shop.free();
  }
  return micros;
};
const growth = { items: ITEMS.map((count) => [count, measure(count, 5_000)]), needs: NEEDS.map((count) => [count, measure(10_000, count)]) };
const micro = (number) => number.toFixed(2);
let grown = '| items (5,000 needs) | wasm, µs a need | wasm with SIMD, µs a need |\n|---|---|---|\n';
for (const [count, { plain, simd }] of growth.items) grown += `| ${thousands(count)} | ${micro(plain)} | ${micro(simd)} |\n`;
grown += '\n| needs (10,000 items) | wasm, ms for all | wasm with SIMD, ms for all |\n|---|---|---|\n';
for (const [count, { plain, simd }] of growth.needs) grown += `| ${thousands(count)} | ${micro((plain * count) / 1000)} | ${micro((simd * count) / 1000)} |\n`;
process.stdout.write(`\n${grown}`);

if (process.env.GOVCLOUD_BLESS) {
  const page = 'src/docs/speed.md';
  let text = readFileSync(page, 'utf8');
  const kind = data === 'read' ? 'Real machine types and derived needs' : 'Items and needs drawn by seed';
  for (const [name, content] of [['nearest', `${table}\n${same}\n${kind}.`], ['growth', grown.trimEnd()]]) {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${page}: ${begin} is missing`);
    text = `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }
  writeFileSync(page, text);
  writeFileSync('src/docs/pictures/growth.svg', drawing(growth.items));
}
