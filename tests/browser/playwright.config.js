import { defineConfig } from '@playwright/test';
import { chromium } from './support/machine.js';

// `cargo x test browser` builds what is tested, and runs this. Each worker starts a portal of its own
// (see support/test.js), so tests share no data with those of another worker.
const FIREFOX = process.env.FIREFOX;
/** Faults of storage that need no DevTools of Chromium and no disk of their own. */
const ANYWHERE = /F0[379]|F1[02347]|F2[0346]|F30/;

export default defineConfig({
  // Playwright drives its own build of Firefox only; where there is one, FIREFOX says where.
  ...(FIREFOX && {
    projects: [
      { name: 'chromium' },
      { name: 'firefox', grep: ANYWHERE, use: { browserName: 'firefox', launchOptions: { executablePath: FIREFOX, args: [] } } },
    ],
  }),
  testDir: '.',
  testMatch: '**/*.spec.js',
  outputDir: 'results/files',
  // One more than the cores of a small machine: most tests wait for something now and then.
  workers: 3,
  fullyParallel: false,
  // A portal and two browsers on two busy cores take their time; what must be quick is measured elsewhere.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    // A trace makes every test slower by a quarter; GOVCLOUD_TRACE=1 has one of each failure.
    trace: process.env.GOVCLOUD_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: chromium(),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    },
  },
});
