// A host page that shows a case, cut short after any of its steps, and the hearing of what is handed in.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './machine.js';
import { expect, ready } from './test.js';

/** The journal of a whole life: see tests/it/life_journal.rs. */
export const WHOLE = JSON.parse(readFileSync(join(ROOT, 'tests/data/life.journal.json'), 'utf8'));

/** The journal as it was after so many steps. */
export const cut = (steps) => JSON.stringify({ ...WHOLE, entries: WHOLE.entries.slice(0, steps) });

/** The form of a step of that life, as a case file. The digest is wrong on purpose: it is read all the same. */
export const sheet = (step) => JSON.stringify({
  format: 'govcloud-case', version: 1, case: WHOLE.entries[step - 1].sheet, digest: '0'.repeat(64),
});

/** The canonical text of a value: see src/wire/canonical.rs. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${canonical(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The journal, with each entry sealed to the one before as it now stands. */
export function sealed(journal) {
  let previous = '0'.repeat(64);
  const entries = journal.entries.map((entry) => {
    const { digest: _, ...body } = { ...entry, previous };
    previous = createHash('sm3').update(canonical({ ...body, reference: journal.reference })).digest('hex');
    return { ...body, digest: previous };
  });
  return { ...journal, entries };
}

// The page hands in itself and keeps what it was given.
const HOST = `
  const element = document.querySelector('govcloud-request');
  window.sealed = [];
  window.heard = [];
  if (!element.hasAttribute('action')) {
    element.submitHandler = async (envelope) => {
      window.sealed.push(JSON.parse(envelope.text));
      return { outcome: 'accepted', reference: '${WHOLE.reference}', key: envelope.key, digest: envelope.digest };
    };
  }
  for (const name of ['gcr-step', 'gcr-journal', 'gcr-faulted']) {
    element.addEventListener(name, (event) => window.heard.push([name, event.detail]));
  }
`;

let serial = 0;

/** Opens a page with the case after so many steps; a page of its own each time, and an owner of its own. */
export async function openCase(tab, site, { steps, role = '', errand = '', lang = 'zh', action = '', owner = '', day = '' }) {
  const name = `life-${(serial += 1)}-${process.pid}`;
  const journal = `/${name}.json`;
  site.put(journal, cut(steps));
  site.put('/life-host.js', HOST);
  const attribute = (key, value) => (value ? ` ${key}="${value}"` : '');
  const words = [
    attribute('as-role', role), attribute('errand', errand), attribute('action', action), attribute('lang', lang),
    attribute('owner', owner || name), attribute('as-of', day || WHOLE.entries[Math.min(steps, WHOLE.entries.length - 1)].on),
  ].join('');
  const address = site.put(`/${name}`, `<!doctype html><html lang="${lang === 'en' ? 'en' : 'zh-CN'}"><meta charset="utf-8"><title>案卷</title>
<meta name="viewport" content="width=device-width">
<script type="module" src="/dist/govcloud-request.js"></script><script type="module" src="/life-host.js"></script>
<main><h1>案卷</h1><govcloud-request catalog="/catalogs/demo.json" journal="${journal}"${words}></govcloud-request></main></html>`);
  await tab.goto(address);
  const element = tab.locator('govcloud-request');
  await ready(element);
  await expect(element.locator('[part=page]')).toBeVisible();
  return { element, journal };
}

/** Goes to the last step and hands in. */
export async function handIn(tab) {
  await tab.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: '检查与提交' }).click();
  await tab.locator('govcloud-request [part=hand-in]').getByRole('button', { name: /^提交/ }).click();
}
