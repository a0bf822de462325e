// What this machine has: a Chromium, and the program as cargo built it.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
/** The built element. */
export const DIST = join(ROOT, 'www/dist');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Chromium as `CHROMIUM` names it or as it lies on the path; undefined leaves it to Playwright. */
export function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** The native program. */
export function govcloud() {
  if (process.env.GOVCLOUD) return process.env.GOVCLOUD;
  const words = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
  const target = JSON.parse(execFileSync('cargo', words, { cwd: ROOT })).target_directory;
  const program = join(target, 'native/govcloud');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing. Run cargo x test browser once, or: cargo build --profile native --features program --bin govcloud`);
  }
  return program;
}
