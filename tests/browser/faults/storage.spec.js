// Faults of storage that need more than a page: a disk that is full, a browser that is killed, files that are cut off, a tab
// that is frozen, a frame of somebody else's, a program that fails. By their numbers (src/docs/faults.md).

import { cpSync, readdirSync, statSync, truncateSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { host, open, paper, records, saved, step, unit } from '../support/draft.js';
import { Killable, noSmallDisk } from '../support/killable.js';
import { expect, ready, test } from '../support/test.js';

const status = (page, words) => expect(page.getByRole('status').filter({ hasText: words }).first()).toBeVisible({ timeout: 30_000 });
const FULL = /本机存储空间不足/;
const attach = (page, name, bytes) =>
  page.locator('govcloud-request input[type=file]').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
/** Bytes that no store can make smaller. */
const noise = (count, seed) => {
  const bytes = Buffer.alloc(count);
  for (let at = 0, x = seed; at < count; at += 1) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[at] = x >>> 24;
  }
  return bytes;
};

test('F02: killed between an attachment\'s bytes and the draft that names it: neither is half there', async ({ site }) => {
  const address = site.put('/f02', host('f02'));
  const blank = site.put('/f02-blank', '<!doctype html><title>x</title>');
  const browser = new Killable();
  try {
    let page = await browser.start(address);
    await unit(page).fill('甲局');
    await saved(page);
    await step(page, '方案与材料').click();
    // The page stands still at the very moment at which the bytes are on disk.
    const between = new Promise((resolve) => page.on('console', (message) => message.text() === 'bytes are kept' && resolve()));
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...words) {
        if (this.name === 'blobs') {
          this.transaction.addEventListener('complete', () => {
            console.log('bytes are kept');
            for (const until = Date.now() + 20_000; Date.now() < until;);
          });
        }
        return put.apply(this, words);
      };
    });
    attach(page, '方案.txt', Buffer.from('方案')).catch(() => {});
    await between;
    await browser.kill();

    page = await browser.start();
    await page.goto(blank);
    const left = await records(page, 'f02');
    expect(left.blobs).toHaveLength(1);
    expect(left.texts.filter(([key]) => key[0] === 'revision').some(([, text]) => text.includes('方案.txt'))).toBe(false);
    await open(page, address);
    await expect(unit(page)).toHaveValue('甲局');
    await step(page, '方案与材料').click();
    await expect(paper(page, '方案.txt')).toHaveCount(0);
    await attach(page, '方案.txt', Buffer.from('方案'));
    await expect(paper(page, '方案.txt')).toBeVisible();
    await saved(page);
    await page.goto(blank);
    const after = await records(page, 'f02');
    expect(after.blobs).toEqual(left.blobs);
    expect(after.texts.some(([key, text]) => key[0] === 'revision' && text.includes('方案.txt'))).toBe(true);
  } finally {
    await browser.end();
  }
});

test('F05: the quota is used up: it is said, nothing kept is lost, and with room again it is kept', async ({ site }) => {
  const why = noSmallDisk();
  test.skip(why !== '', why);
  const address = site.put('/f05', host('f05'));
  const browser = new Killable({ megabytes: 96, args: ['--disk-cache-size=1'] });
  try {
    const page = await browser.start(address);
    await unit(page).fill('甲局');
    await saved(page);
    // The browser gives an origin a part of its disk; somebody has used that up but for 300 kB.
    const { quota, left } = await page.evaluate(async () => {
      const asked = indexedDB.open('somebody-else', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('x');
      const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
      const put = (key, size) => new Promise((done) => {
        const transaction = database.transaction('x', 'readwrite');
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
        transaction.objectStore('x').put(bytes, key);
        transaction.oncomplete = () => done(true);
        transaction.onabort = () => done(transaction.error?.name);
      });
      let [key, size] = [0, 8 << 20];
      while (size > 100_000) {
        if ((await put(key, size)) === true) key += 1;
        else size = Math.floor(size / 2);
        if (key > 200) break;
      }
      database.close();
      const { quota, usage } = await navigator.storage.estimate();
      return { quota, left: quota - usage };
    });
    expect(quota).toBeGreaterThan(0);
    test.info().annotations.push({ type: 'quota', description: `${quota} bytes, ${left} left` });
    await step(page, '方案与材料').click();
    await attach(page, '方案.bin', noise(4 << 20, 5));
    await expect(page.getByText(FULL).first()).toBeVisible();
    await step(page, '单位与联系人').click();
    await expect(unit(page)).toHaveValue('甲局');
    // Somebody made room.
    await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase('somebody-else').onsuccess = () => done())));
    await expect(async () => {
      await step(page, '方案与材料').click();
      await attach(page, '方案.bin', noise(4 << 20, 5));
      await expect(paper(page, '方案.bin')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await saved(page);
    await page.reload();
    await ready(page.locator('govcloud-request'));
    await expect(unit(page)).toHaveValue('甲局');
    await step(page, '方案与材料').click();
    await expect(paper(page, '方案.bin')).toBeVisible();
  } finally {
    await browser.end();
  }
});

test('F06: the disk is full at the very moment of the commit: not said to be kept, and kept when there is room', async ({ site }) => {
  const why = noSmallDisk();
  test.skip(why !== '', why);
  const address = site.put('/f06', host('f06'));
  const browser = new Killable({ megabytes: 96, args: ['--disk-cache-size=1'] });
  const filler = join(browser.folder, 'filler');
  try {
    const page = await browser.start(address);
    await unit(page).fill('甲局');
    await saved(page);
    // Larger than what the store's own log has room for, so that the commit must ask the disk for more.
    await step(page, '方案与材料').click();
    fill(filler);
    await attach(page, '方案.bin', noise(6 << 20, 6));
    await expect(page.getByText(/本机存储空间不足|未能保存|没有应答|不提供本地存储/).first()).toBeVisible({ timeout: 30_000 });
    await expect(paper(page, '方案.bin')).toHaveCount(0);
    rmSync(filler);
    await expect(async () => {
      await attach(page, '方案.bin', noise(6 << 20, 6));
      await expect(paper(page, '方案.bin')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await saved(page);
    await step(page, '单位与联系人').click();
    await unit(page).fill('乙局');
    await page.waitForTimeout(400);
    await saved(page);
    await page.reload();
    await ready(page.locator('govcloud-request'));
    await expect(unit(page)).toHaveValue('乙局');
  } finally {
    await browser.end();
  }
});

/** Writes until the disk has no byte left. */
function fill(path) {
  for (let size = 64 << 20; size >= 512; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size, 1), { flag: 'a' });
    } catch {
      // The next smaller piece may still go in.
    }
  }
}

test('F11: the store\'s log is cut off while the browser is closed: an earlier state or a plain word, never a silent nothing', async ({ site }) => {
  test.setTimeout(180_000);
  const address = site.put('/f11', host('f11'));
  const browser = new Killable();
  const copies = [];
  try {
    const page = await browser.start(address);
    for (const name of ['甲局', '乙局', '丙局']) {
      await unit(page).fill(name);
      await page.waitForTimeout(500);
      await saved(page);
    }
    await browser.close();
    const ends = [];
    for (const cut of [(size) => size - 1, (size) => Math.floor(size * 0.6), () => 0]) {
      const other = new Killable();
      copies.push(other);
      cpSync(browser.folder, other.folder, { recursive: true });
      const store = join(other.folder, 'Default/IndexedDB');
      const folder = join(store, readdirSync(store).find((name) => name.endsWith('.leveldb')));
      const log = join(folder, readdirSync(folder).filter((name) => name.endsWith('.log')).sort().pop());
      truncateSync(log, cut(statSync(log).size));
      const again = await other.start(address);
      await expect(again.getByRole('status').filter({ hasText: /^已保存|修改会自动保存/ })).toBeVisible();
      const value = await unit(again).inputValue();
      const missed = await again.getByText('原来有您的草稿').isVisible();
      ends.push([value, missed]);
      expect(['甲局', '乙局', '丙局'].includes(value) || missed, `“${value}”, missed: ${missed}`).toBe(true);
      // Whatever is left, work goes on and is kept.
      await unit(again).fill('丁局');
      await saved(again);
      await again.waitForTimeout(500);
      await open(again, address);
      await expect(unit(again)).toHaveValue('丁局');
      await other.close();
    }
    test.info().annotations.push({ type: 'after cuts', description: JSON.stringify(ends) });
  } finally {
    for (const one of [browser, ...copies]) await one.end();
  }
});

const OPEN = "frame-ancestors *; default-src 'self' 'wasm-unsafe-eval'";
const frame = (src) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>外站</title><iframe src="${src}" width="1200" height="800"></iframe></html>`;

test('F21: in a frame of another origin the drafts are kept in that frame\'s own store', async ({ site }) => {
  const inner = site.put('/f21', host('f21'), { policy: OPEN });
  site.put('/f21-top', frame(inner), { policy: 'default-src *' });
  const browser = new Killable({ plain: true });
  try {
    const page = await browser.start(inner);
    await unit(page).fill('本站');
    await saved(page);
    await page.goto(`${site.url.replace('127.0.0.1', 'localhost')}/f21-top`);
    const form = page.frameLocator('iframe');
    await ready(form.locator('govcloud-request'));
    // Chromium parts the store by the page around the frame: what the person keeps as first party is not shown to it.
    await expect(form.getByLabel('单位名称')).toHaveValue('');
    await form.getByLabel('单位名称').fill('外站');
    await saved(form);
    await page.reload();
    await ready(form.locator('govcloud-request'));
    await expect(form.getByLabel('单位名称')).toHaveValue('外站');
    await open(page, inner);
    await expect(unit(page)).toHaveValue('本站');
  } finally {
    await browser.end();
  }
});

test('F21: in a frame of another origin that is given no store the form works in memory and says so', async ({ page, site }) => {
  // A private window gives frames of others no store at all.
  const inner = site.put('/f21-private', host('f21-private'), { policy: OPEN });
  site.put('/f21-private-top', frame(inner), { policy: 'default-src *' });
  await page.goto(`${site.url.replace('127.0.0.1', 'localhost')}/f21-private-top`);
  const form = page.frameLocator('iframe');
  await ready(form.locator('govcloud-request'));
  await expect(form.getByText('内容只在本页内存中')).toBeVisible();
  await form.getByLabel('单位名称').fill('甲局');
  await expect(form.getByText('仅在本页内存', { exact: true })).toBeVisible();
  await expect(form.getByRole('button', { name: '导出案卷文件' })).toBeVisible();
});

test('F21: where all site data are forbidden by policy the form works in memory and says so', async ({ site }) => {
  const browser = new Killable({ preferences: { profile: { default_content_setting_values: { cookies: 2 } } } });
  try {
    const page = await browser.start(site.put('/f21-policy', host('f21-policy')));
    await expect(page.getByText('内容只在本页内存中')).toBeVisible();
    await unit(page).fill('甲局');
    await expect(page.getByText('仅在本页内存', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: '导出案卷文件' })).toBeVisible();
  } finally {
    await browser.end();
  }
});

test('F25: a frozen tab holds the draft\'s lock: the other tab says so, works on, and both texts stay', async ({ page, context, site }) => {
  const address = site.put('/f25', host('f25'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const other = await context.newPage();
  await open(other, address);
  await expect(other.getByText('这份草稿已在另一个窗口打开')).toBeVisible();
  await expect(unit(other)).toHaveValue('甲局');
  await other.getByLabel('单位地址').fill('乙路');
  await saved(other);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await page.bringToFront();
  await page.getByLabel('单位地址').fill('甲路');
  await expect(page.getByText('另存为“冲突副本”')).toBeVisible();
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await page.getByRole('button', { name: '草稿与文件' }).click();
  await expect(page.getByText('冲突副本', { exact: true })).toBeVisible();
});

test('F28: the element is moved in the midst of a save: nothing is lost, and it goes on', async ({ page, site }) => {
  const address = site.put('/f28', host('f28').replace('</main>', '</main><aside></aside>'));
  await open(page, address);
  const moves = {
    'to another place, at once': (e) => document.querySelector('aside').append(e),
    'out, and back at once': (e) => { e.remove(); document.querySelector('main').append(e); },
    'without being taken out': (e) => document.querySelector('aside').moveBefore?.(e, null),
    'out, and back after it was given up': async (e) => {
      e.remove();
      await new Promise((done) => setTimeout(done, 1500));
      document.querySelector('main').append(e);
    },
  };
  let text = '';
  for (const [at, [how, move]] of Object.entries(moves).entries()) {
    text += `第${at}次`;
    await unit(page).fill(text);
    // Between the key and the end of its save: at its first request, or where that is over already, right now.
    await page.evaluate(([source]) => {
      const element = document.querySelector('govcloud-request');
      const go = (0, eval)(`(${source})`); // eslint-disable-line no-eval
      const put = IDBObjectStore.prototype.put;
      return new Promise((done) => {
        const now = () => {
          IDBObjectStore.prototype.put = put;
          done(go(element));
        };
        const late = setTimeout(now, 300);
        IDBObjectStore.prototype.put = function (...words) {
          clearTimeout(late);
          setTimeout(now, 0);
          return put.apply(this, words);
        };
      });
    }, [move.toString()]);
    await ready(page.locator('govcloud-request'));
    await expect(unit(page), how).toHaveValue(text);
    await unit(page).press('End');
    await page.keyboard.type('。');
    text += '。';
    await saved(page);
    await page.waitForTimeout(300);
    await open(page, address);
    await expect(unit(page), how).toHaveValue(text);
  }
});

test('F29: the program fails in the midst of a save: nothing more is written, the last text can be exported, the page lives on', async ({ page, site, troubles }) => {
  const address = site.put('/f29', host('f29').replace('</main>', '</main><button id="host">门户自己的按钮</button>'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await page.waitForTimeout(1_200);
  await page.evaluate(() => {
    window.writes = 0;
    window.faults = [];
    document.addEventListener('gcr-faulted', (event) => window.faults.push(event.detail.code));
    document.querySelector('#host').addEventListener('click', () => (window.clicked = true));
    const element = document.querySelector('govcloud-request');
    const [put, make] = [IDBObjectStore.prototype.put, Document.prototype.createElement];
    IDBObjectStore.prototype.put = function (...words) {
      window.writes += element.state === 'broken' ? 1 : 0;
      if (this.name === 'texts' && words[1][0] === 'revision' && !window.failed) {
        window.failed = true;
        // From here on the program cannot draw: in the very moment in which it is asked for another step, it panics.
        Document.prototype.createElement = () => { throw new Error('no element'); };
        const steps = element.shadowRoot.querySelectorAll('[part=map] button');
        steps[steps.length - 1].click();
        setTimeout(() => (Document.prototype.createElement = make), 0);
      }
      return put.apply(this, words);
    };
  });
  await unit(page).fill('乙局');
  const element = page.locator('govcloud-request');
  await expect(element).toHaveJSProperty('state', 'broken');
  await expect(element.getByRole('alert')).toContainText('程序出现内部错误');
  await expect(element.getByRole('alert')).toContainText('The program failed');
  const [file] = await Promise.all([page.waitForEvent('download'), element.getByRole('button', { name: /导出申请文件/ }).click()]);
  expect(file.suggestedFilename()).toBe('govcloud-case.json');
  const text = await element.evaluate((e) => e.exportCase());
  expect(['甲局', '乙局']).toContain(JSON.parse(text).case.fields['unit.name']);
  await page.locator('#host').click();
  expect(await page.evaluate(() => [window.clicked, window.writes, window.faults])).toEqual([true, 0, ['broken']]);
  troubles.length = 0;
  await open(page, address);
  await expect(unit(page)).toHaveValue(/^[甲乙]局$/);
});
