// A reference portal on a free port, with a data folder of its own.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, ROOT, govcloud } from './machine.js';

export const PASSWORD = 'only-for-tests';
/** The day by which everything is judged in tests. */
export const TODAY = '2026-11-23';

export class Portal {
  #process = null;
  #port = 0;

  /** `more`: further words for the program. */
  constructor({ catalogs = [], demo = false, more = [] } = {}) {
    this.demo = demo;
    this.more = more;
    this.data = mkdtempSync(join(tmpdir(), 'govcloud-portal-'));
    this.catalogs = catalogs;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts; a second start takes the same port and the same data. */
  async start() {
    const words = ['serve', '--port', String(this.#port), '--data', this.data, '--dist', DIST];
    words.push('--demo-password', PASSWORD, '--as-of', TODAY);
    if (this.demo) words.push('--demo');
    words.push(...this.more);
    for (const catalog of this.catalogs) words.push('--catalog', catalog);
    const child = spawn(govcloud(), words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    let said = '';
    await new Promise((resolve, reject) => {
      const hear = (bytes) => {
        said += bytes;
        const found = said.match(/listening on http:\/\/[^:]+:(\d+)/);
        if (found) {
          this.#port = Number(found[1]);
          resolve();
        }
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`the portal ended with ${code}: ${said}`)));
      setTimeout(() => reject(new Error(`the portal does not start: ${said}`)), 30_000).unref();
    });
  }

  /** Stops; the data stay. */
  async stop() {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(kill);
  }

  /** Stops and forgets. */
  async end() {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
