// A browser with a profile of its own on disk, which can be killed, closed, and started again.

import { chromium } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as installed } from './machine.js';
import { ready } from './test.js';

export class Killable {
  /**
   * `megabytes`: the profile lies on a disk of its own that is no larger. `preferences`: what its person has set.
   * `args`: further words for the browser. `plain`: it behaves as installed, without what is switched off for tests.
   */
  constructor({ megabytes = 0, preferences = null, args = [], plain = false } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'govcloud-profile-'));
    this.args = plain ? [...args, '--headless', '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${this.folder}`] : args;
    this.plain = plain;
    this.mounted = megabytes > 0;
    if (this.mounted) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
    if (preferences) {
      mkdirSync(join(this.folder, 'Default'));
      writeFileSync(join(this.folder, 'Default/Preferences'), JSON.stringify(preferences));
    }
  }

  /** Starts it, and opens an address with the element where one is given. */
  async start(address) {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: installed(),
      args: ['--no-sandbox', '--disable-gpu', ...this.args],
      ignoreDefaultArgs: this.plain,
      locale: 'zh-CN',
    });
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    if (address) {
      await page.goto(address);
      await ready(page.locator('govcloud-request'));
    }
    return page;
  }

  /** The processes whose command names this profile. */
  processes() {
    const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return names.filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(this.folder);
      } catch {
        return false;
      }
    }).map(Number);
  }

  /** Ends every process of it at once, as a power cut would; what had reached the disk is there. */
  async kill() {
    for (const id of this.processes()) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
    }
    await this.close();
  }

  /** Closes it as a person does. */
  async close() {
    await this.context?.close().catch(() => {});
    this.context = null;
  }

  async end() {
    await this.close();
    if (this.mounted) execFileSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Why no small disk can be had here; empty where it can. */
export function noSmallDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'govcloud-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'pipe' });
    execFileSync('umount', [folder]);
    return '';
  } catch (error) {
    return `a small disk cannot be mounted here: ${String(error.stderr ?? error).trim()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
