// Answers random cases in wasm and prints what the native program prints.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, cases, together] = process.argv.slice(2);
const { lines } = createRequire(import.meta.url)(join(folder, 'same.js'));
process.stdout.write(lines(BigInt(cases), BigInt(together)));
