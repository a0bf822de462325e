// What every view must be: within its width, and with nothing that axe finds.

import AxeBuilder from '@axe-core/playwright';
import { expect } from './test.js';

/** Fails where the page runs over its width, once it has settled: an element hears of another width a moment later. */
async function within(page, what = '') {
  const over = () => page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
  await expect.poll(over, `${what} runs over`).toBeLessThanOrEqual(0);
}

/** Fails where the page runs over its width, or axe finds something; `exclude` is a selector of what others look at. */
export async function sound(page, what = '', { exclude } = {}) {
  await within(page, what);
  // No frame of another origin is looked at, so nothing needs a page of its own to put the findings together.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations } = await (exclude ? axe.exclude(exclude) : axe).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`), what).toEqual([]);
}
