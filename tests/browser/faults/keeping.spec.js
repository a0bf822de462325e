// The faults of storage, by their numbers (src/docs/keeping.md), in a real Chromium. Whatever happens: what was said to be
// kept is there, what is not kept is said within two seconds of being known, and other drafts are as they were.

import { host, open, paper, saved, unit } from '../support/draft.js';
import { Killable } from '../support/killable.js';
import { expect, ready, test } from '../support/test.js';

test('F01: killed while saving, again and again: what was said to be kept is there, and of the rest at most a second is lost', async ({ site }) => {
  const rounds = Number(process.env.GOVCLOUD_KILLS ?? 4);
  test.setTimeout(60_000 + rounds * 30_000);
  const address = site.put('/f01', host('f01'));
  const browser = new Killable();
  const lost = [];
  try {
    let [kept, typed] = ['', []];
    /** What is there after a kill: all that was said to be kept, then what was typed, but for the last second of it. */
    const there = async (page) => {
      if (!kept) return;
      await expect(unit(page)).toHaveValue(new RegExp(`^${kept}`));
      const value = await unit(page).inputValue();
      const all = kept + typed.map(({ key }) => key).join('');
      expect(all.startsWith(value), `“${value}” of “${all}”`).toBe(true);
      const missing = typed.slice(value.length - kept.length);
      const oldest = missing.length > 0 ? missing[0].before : 0;
      lost.push(oldest);
      expect(oldest, `lost: “${missing.map(({ key }) => key).join('')}”`).toBeLessThanOrEqual(1_000);
    };
    const tell = () => console.log(`${lost.length} kills: 0 acknowledged edits lost; something unacknowledged in ${lost.filter(Boolean).length}, of at most ${Math.max(...lost)} ms before the kill`);
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.start(address);
      await there(page);
      if (round > 0 && round % 25 === 0) tell();
      kept = `第${round}次`;
      await unit(page).fill(kept);
      await saved(page);
      await unit(page).press('End');
      const keys = [];
      for (const until = Date.now() + Math.random() * 1_500; Date.now() < until;) {
        const key = '一二三四五六七八九十'[keys.length % 10];
        await page.keyboard.insertText(key);
        keys.push({ key, at: Date.now() });
        await page.waitForTimeout(Math.random() * 120);
      }
      const now = Date.now();
      typed = keys.map(({ key, at }) => ({ key, before: now - at }));
      await browser.kill();
    }
    await there(await browser.start(address));
    tell();
  } finally {
    await browser.end();
  }
});

test('F03: the tab is closed 50 ms after the last key', async ({ page, context, site }) => {
  const address = site.put('/f03', host('f03'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await unit(page).press('End');
  await page.keyboard.type('一二三');
  await page.waitForTimeout(50);
  await page.close();
  const again = await context.newPage();
  await open(again, address);
  await expect(unit(again)).toHaveValue('甲局一二三');
});

test('F07: the store would not open: the form works in memory and says so', async ({ page, site }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'UnknownError');
    };
  });
  await open(page, site.put('/f07', host('f07')));
  await expect(page.getByText('内容只在本页内存中')).toBeVisible();
  await unit(page).fill('甲局');
  await expect(page.getByText('仅在本页内存', { exact: true })).toBeVisible();
});

test('F08: storage is cleared under a living tab: the next edit is kept all the same', async ({ page, context, site }) => {
  const address = site.put('/f08', host('f08'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: site.url, storageTypes: 'indexeddb' });
  await page.getByLabel('单位地址').fill('甲路 1 号');
  await saved(page);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(unit(page)).toHaveValue('甲局');
  await expect(page.getByLabel('单位地址')).toHaveValue('甲路 1 号');
});

/** Changes records of the store from outside: `change` is a function's text that gets table, key and value. */
const tamper = (page, change) =>
  page.evaluate(async (source) => {
    const asked = indexedDB.open('govcloud-request');
    const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
    const transaction = database.transaction(['texts', 'blobs'], 'readwrite');
    const each = eval(source); // eslint-disable-line no-eval
    for (const table of ['texts', 'blobs']) {
      const store = transaction.objectStore(table);
      const walk = store.openCursor();
      walk.onsuccess = () => {
        const at = walk.result;
        if (!at) return;
        each(table, at);
        at.continue();
      };
    }
    await new Promise((done) => (transaction.oncomplete = done));
    database.close();
  }, `(${change})`);

test('F10 and F13: a damaged revision is set aside and said; the one before it is there', async ({ page, site }) => {
  const address = site.put('/f13', host('f13'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await page.waitForTimeout(400);
  await unit(page).fill('乙局');
  await page.waitForTimeout(600);
  await saved(page);
  await page.goto(site.put('/f13-blank', '<!doctype html><title>x</title>', { policy: '' }));
  await tamper(page, (table, at) => {
    if (at.key[0] === 'revision' && at.key[1] === 'f13' && at.value.includes('乙局')) at.update(at.value.replace('乙局', '丙局'));
  });
  await open(page, address);
  await expect(page.getByText(/最近的 1 个版本已损坏/)).toBeVisible();
  await expect(unit(page)).toHaveValue('甲局');
});

test('F12: an attachment whose bytes are gone is missed before anything is sent', async ({ page, site }) => {
  const address = site.put('/f12', host('f12'));
  await open(page, address);
  await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: '方案与材料' }).click();
  await page.locator('govcloud-request input[type=file]').first().setInputFiles({ name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from('方案') });
  await expect(paper(page, '方案.txt')).toBeVisible();
  await saved(page);
  await page.goto(site.put('/f12-blank', '<!doctype html><title>x</title>', { policy: '' }));
  await tamper(page, (table, at) => {
    if (table === 'blobs' && at.key[1] === 'f12') at.delete();
  });
  await open(page, address);
  await page.getByRole('button', { name: '草稿与文件' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '备份本机全部内容' }).click()]);
  expect(file.suggestedFilename()).toContain('backup');
  await expect(page.getByText(/1 份草稿，0 个附件/)).toBeVisible();
});

test('F17 and F18: a newer program\'s store is left alone: nothing is written, and why is said', async ({ page, site }) => {
  const address = site.put('/f17', host('f17'));
  await page.goto(site.put('/f17-blank', '<!doctype html><title>x</title>', { policy: '' }));
  await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('govcloud-request', 9);
    asked.onupgradeneeded = () => ['texts', 'blobs'].forEach((name) => asked.result.objectStoreNames.contains(name) || asked.result.createObjectStore(name));
    asked.onsuccess = () => {
      asked.result.close();
      done();
    };
  }));
  await open(page, address);
  await expect(page.getByText('该草稿由更新版本的程序保存').first()).toBeVisible();
  await unit(page).fill('甲局');
  await page.waitForTimeout(500);
  const count = await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('govcloud-request', 9);
    asked.onsuccess = () => {
      const all = asked.result.transaction('texts').objectStore('texts').count();
      all.onsuccess = () => done(all.result);
    };
  }));
  expect(count).toBe(0);
});

test('F23: a transaction that never settles is said after five seconds, not taken for kept', async ({ page, site }) => {
  await page.addInitScript(() => {
    for (const name of ['oncomplete', 'onabort', 'onerror']) {
      Object.defineProperty(IDBTransaction.prototype, name, { set() {}, configurable: true });
    }
  });
  await open(page, site.put('/f23', host('f23')));
  await unit(page).fill('甲局');
  await expect(page.getByText('5 秒内没有应答').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('status').filter({ hasText: /^已保存/ })).toHaveCount(0);
});

test('F26: the clock jumps back a year: the newest edit is still the newest', async ({ page, site }) => {
  const address = site.put('/f26', host('f26'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() - 365 * 86_400_000;
  });
  await unit(page).fill('乙局');
  await page.waitForTimeout(600);
  await saved(page);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(unit(page)).toHaveValue('乙局');
});

test('F27: gone to another page 200 ms after the last key, and back', async ({ page, site }) => {
  const address = site.put('/f27', host('f27'));
  await open(page, address);
  await unit(page).fill('甲');
  await saved(page);
  await unit(page).press('End');
  await page.keyboard.type('局');
  await page.waitForTimeout(200);
  await page.goto(site.put('/f27-other', '<!doctype html><title>x</title>'));
  await page.goBack();
  await ready(page.locator('govcloud-request'));
  await expect(unit(page)).toHaveValue('甲局');
});

test('F30: five hundred drafts are listed, found and opened', async ({ page, site }) => {
  const address = site.put('/f30', host('f30'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await page.goto(site.put('/f30-blank', '<!doctype html><title>x</title>'));
  // The records of one draft, five hundred times: each under an id of its own, as a restored disk would have them.
  await page.evaluate(async () => {
    const asked = indexedDB.open('govcloud-request');
    const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
    const all = (method) => new Promise((done) => {
      const got = database.transaction('texts').objectStore('texts')[method]();
      got.onsuccess = () => done(got.result);
    });
    const [keys, values] = [await all('getAllKeys'), await all('getAll')];
    const transaction = database.transaction('texts', 'readwrite');
    keys.forEach((key, at) => {
      if (key[1] !== 'f30' || key[0] !== 'revision') return;
      // Without a head the newest revision is found by its key, and the draft is named by its id.
      for (let copy = 0; copy < 500; copy += 1) {
        const id = `c${String(copy).padStart(4, '0')}`;
        transaction.objectStore('texts').put(values[at], ['revision', 'f30', id, key[3]]);
        transaction.objectStore('texts').put('{}', ['head', 'f30', id]);
      }
    });
    await new Promise((done) => (transaction.oncomplete = done));
    database.close();
  });
  await open(page, address);
  await expect(unit(page)).toHaveValue('甲局');
  await page.getByRole('button', { name: '草稿与文件' }).click();
  await expect(page.locator('govcloud-request .draft')).toHaveCount(501);
  await page.getByLabel('查找草稿').fill('c0499');
  await expect(page.locator('govcloud-request .draft')).toHaveCount(1);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(unit(page)).toHaveValue('甲局');
});
