// Times whole lists from their text to what the view shows in wasm with and without SIMD, natively and in JavaScript,
// and systems under quotas beside another solver. Ends with an error where wasm, SIMD and native do not give the same
// bytes, or JavaScript another sum. With GOVCLOUD_BLESS=1 the tables are written into the docs.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chosen, idiomatic, packages, rows, tuned } from './javascript.mjs';

const [work, program, data] = process.argv.slice(2);
/** Milliseconds from the text to what is shown. */
const GOAL = 2_000;
const load = (kind) => createRequire(import.meta.url)(join(work, kind, 'fleet.js'));
const kinds = { plain: load('plain'), simd: load('simd') };
const read = (name) => readFileSync(join(work, name), 'utf8');
const ms = (number) => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en-US'));

function timed(run) {
  const from = performance.now();
  const found = run();
  return [performance.now() - from, found];
}

/** The best of three runs: milliseconds, and what was found. */
function best(run) {
  let [least, found] = timed(run);
  for (let runs = 1; runs < 3 && least * runs < 8_000; runs++) {
    const [took, again] = timed(run);
    if (took < least) [least, found] = [took, again];
  }
  return [least, found];
}

const native = new Map(execFileSync(program, ['time', work], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n').map((line) => {
  const [name, took, said] = line.split('\t');
  return [name, { took: Number(took), said }];
}));

/** The parts of one run in wasm: milliseconds of each kind of work, and the longest piece. */
function parts(kind, catalog, list, alternatives) {
  const [begun, pieces] = timed(() => new kind.Pieces(catalog, list, alternatives));
  const sums = [0, 0, 0, 0];
  let longest = 0;
  for (let at = 0; at < 3;) {
    let took;
    [took, at] = timed(() => pieces.step());
    sums[Math.min(at, 2)] += took;
    longest = Math.max(longest, took);
  }
  const [packed, bytes] = timed(() => pieces.pack());
  const [unpacked] = timed(() => kind.unpack(bytes));
  return { begun, sums, longest, packed, unpacked };
}

const names = { few: 'few sizes', many: 'a thousand sizes', quotas: 'under quotas' };
const errors = [];
let table = '| list | rows | sizes | JavaScript, idiomatic | JavaScript by hand | wasm | wasm with SIMD | native | goal |\n|---|---|---|---|---|---|---|---|---|\n';
let pieces = '| list | catalog read | list read | fitted | chosen | to bytes and back | longest piece |\n|---|---|---|---|---|---|---|\n';
let quotas = '';
for (const line of read('index.txt').trim().split('\n')) {
  const [name, count] = line.split(' ');
  const alternatives = Number(count);
  const [catalog, list] = [read(`${name}.json`), read(`${name}.csv`)];
  const found = {};
  for (const [kind, module] of Object.entries(kinds)) found[kind] = best(() => module.whole(catalog, list, alternatives));
  const own = native.get(name);
  for (const [kind, [, said]] of Object.entries(found)) if (said !== own.said) errors.push(`${name}: ${kind} says ${said}, native ${own.said}`);
  const said = JSON.parse(own.said);
  const cells = [names[name], said.rows.toLocaleString('en-US'), said.needs.toLocaleString('en-US')];
  if (name === 'quotas') {
    const other = JSON.parse(execFileSync(program, ['other', work], { encoding: 'utf8' }));
    const took = (kind) => `${ms(kind)} ms`;
    quotas = `| systems under quotas: ${said.systems.toLocaleString('en-US')} systems, ${said.rows.toLocaleString('en-US')} servers | ms | found |\n|---|---|---|\n`
      + `| native | ${took(own.took)} | ${said.standing} |\n| wasm | ${took(found.plain[0])} | the same |\n| wasm with SIMD | ${took(found.simd[0])} | the same |\n`
      + `| microlp, native | ${took(other.ms)} | ${other.optimal ? 'optimal' : 'not proven'}: ${((Number(other.cost) / Number(said.cost) - 1) * 100).toFixed(3)}% against ours |\n`;
    cells.push('', '');
  } else {
    const items = packages(JSON.parse(catalog));
    const suppliers = [...new Set(items.map((item) => item.supplier))].sort();
    const [quick, sum] = best(() => {
      const parsed = packages(JSON.parse(catalog));
      return chosen(rows(list), suppliers, tuned(parsed, suppliers));
    });
    if (String(sum.cost) !== said.cost || sum.unfit !== said.unfit) errors.push(`${name}: JavaScript finds ${JSON.stringify(sum)}, we ${own.said}`);
    // Idiomatic JavaScript looks at every package for every row: a sample of them, and the whole by rule of three.
    const [parsed, all] = timed(() => rows(list));
    const some = all.filter((_, at) => at % 1_000 === 0);
    const one = idiomatic(items, suppliers);
    const [sampled, costs] = timed(() => some.map(one));
    const by = tuned(items, suppliers);
    if (costs.some((own, at) => own.some((cost, i) => cost !== by(some[at])[i]))) errors.push(`${name}: idiomatic JavaScript finds something else`);
    const plainest = parsed + (sampled * all.length) / some.length;
    const ratio = (took) => `${ms(took)} ms`;
    cells.push(`${ratio(plainest)} (${(plainest / found.simd[0]).toFixed(0)}×)`, `${ratio(quick)} (${(quick / found.simd[0]).toFixed(2)}×)`);
  }
  cells.push(`${ms(found.plain[0])} ms`, `${ms(found.simd[0])} ms`, `${ms(own.took)} ms`, name === 'few' ? `≤ ${ms(GOAL)} ms` : '');
  table += `| ${cells.join(' | ')} |\n`;
  const { begun, sums, longest, packed, unpacked } = parts(kinds.simd, catalog, list, alternatives);
  pieces += `| ${[names[name], begun, ...sums.slice(0, 3), packed + unpacked, longest].map((cell) => (typeof cell === 'string' ? cell : `${ms(cell)} ms`)).join(' | ')} |\n`;
}
const shown = `${table}\nThe parts of it, in wasm with SIMD, one run:\n\n${pieces}\n${quotas}`;
process.stdout.write(`\n${shown}\n`);
if (errors.length > 0) {
  console.error(`Not the same answers:\n${errors.join('\n')}`);
  process.exit(1);
}
console.log('Natively, in wasm and in wasm with SIMD the same bytes; in JavaScript the same sums.');

if (process.env.GOVCLOUD_BLESS) {
  const page = 'src/docs/speed.md';
  const text = readFileSync(page, 'utf8');
  const [begin, end] = ['<!-- fleet: begin -->', '<!-- fleet: end -->'];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page}: ${begin} is missing`);
  const kind = data === 'read' ? 'Servers as they were asked for, and real machine types of three suppliers; the thousand sizes and the systems under quotas are drawn by seed.' : 'Catalog and lists drawn by seed.';
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${shown}\n${kind} Ratios are against wasm with SIMD. The same bytes\nnatively, in wasm and in wasm with SIMD; the same sums in JavaScript.\n\n${text.slice(to)}`);
}
