// A whole case at its last step, before a portal that fails as it is told; and what a person sees of it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { host, saved, step } from './draft.js';
import { ROOT } from './machine.js';
import { Scripted } from './scripted.js';
import { expect, ready } from './test.js';

const data = (name) => readFileSync(join(ROOT, 'tests/data', name));
export const CASE = data('beijing-mpa.case.json').toString();
export const WORDS = {
  accepted: /门户已受理/, unknown: /结果未知|不能确定|尚不清楚|尚未确认/, login: /登录/, rejected: /未受理|没有受理|不予受理/,
};

let serial = 0;

/** The whole case, with its documents, at the last step. `faults`: see Scripted. */
export async function filled(page, site, { profile = 'rest', ...faults } = {}) {
  const name = `fault-${(serial += 1)}-${process.pid}`;
  const portal = new Scripted(site, `/${name}/api`, faults);
  const address = site.put(`/${name}/form`, host(name, ` profile="${profile}"
action="/${name}/api/submit" status="/${name}/api/status/{key}" upload="/${name}/api/papers/{sm3}"`));
  await page.goto(address);
  return { element: await fillIn(page), portal, address, name };
}

/** The same on whatever page shows the form. */
export async function fillIn(page) {
  const element = page.locator('govcloud-request');
  await ready(element);
  await expect(page.getByText('修改会自动保存')).toBeVisible();
  await element.evaluate((e, text) => e.importCase(text), CASE);
  await step(page, '方案与材料').click();
  const paper = (file, from) => ({ name: file, mimeType: 'text/plain', buffer: data(from) });
  await page.getByLabel('方案文件：更换文件').setInputFiles(paper('迁移方案.txt', 'beijing-mpa-plan.txt'));
  await page.getByLabel('依据文件：添加文件').setInputFiles(paper('批复.txt', 'beijing-mpa-basis.txt'));
  await saved(page);
  await step(page, '检查与提交').click();
  return element;
}

/** The region where the handing in is spoken of. */
export const place = (page) => page.getByRole('region', { name: '提交申请' });
export const press = (page) => page.getByRole('button', { name: '提交申请' }).click();
export const shows = (page, what) => expect(place(page).getByText(WORDS[what]).first()).toBeVisible({ timeout: 60_000 });

/** What the browser itself says of a request that failed on purpose. */
export const forgive = (troubles) => troubles.splice(0, troubles.length, ...troubles.filter((t) => !/ERR_|Failed to load|status of [345]/.test(t)));
