// Times the kernel in wasm on the instances that `cargo x bench covering` wrote, and prints what the native
// program prints. The best of several runs counts; what a table says of them is the module's.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = process.argv[2];
const { Instance, Table } = createRequire(import.meta.url)(join(folder, 'covering.js'));
const table = new Table();

/** Milliseconds of the best run: several where it is short. */
function best(run) {
  let least = Infinity;
  let left = 20;
  while (left > 0) {
    const from = performance.now();
    run();
    const took = performance.now() - from;
    least = Math.min(least, took);
    left -= Math.max(1, Math.ceil(took / 5));
  }
  return least;
}

for (const line of readFileSync(join(folder, 'index.txt'), 'utf8').trim().split('\n')) {
  const instance = new Instance(line, readFileSync(join(folder, `${line.split(' ')[1]}.instance`), 'utf8'));
  const own = best(() => instance.solve());
  const other = best(() => instance.other());
  table.add(instance, own, other);
}
process.stdout.write(table.shown());
