// The faults of versions and of a database that goes away, by their numbers (src/docs/keeping.md), and F27.

import { expect, ready, test } from '../support/test.js';
import { open, saved, unit } from '../support/draft.js';
import { host, lies } from './vault.js';

const BLANK = '<!doctype html><title>x</title>';

/** Opens the database as a newer program would, in this version; it is closed again. */
const upgrade = (page, version) => page.evaluate((version) => new Promise((done, fail) => {
  const asked = indexedDB.open('govcloud-request', version);
  asked.onblocked = () => (window.blocked = true);
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => {
    asked.result.close();
    done();
  };
}), version);

test('F16: another tab upgrades while this one holds the database: what was typed is kept first, then it makes way and says so', async ({ page, context, site }) => {
  const address = site.put('/f16', host('f16'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  const newer = await context.newPage();
  await newer.goto(site.put('/f16-blank', BLANK, { policy: '' }));
  await unit(page).fill('乙局');
  await upgrade(newer, 9);
  await expect(page.getByText('另一个窗口用更新的程序升级了本机存储')).toBeVisible();
  const kept = await newer.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('govcloud-request', 9);
    asked.onsuccess = () => {
      const all = asked.result.transaction('texts').objectStore('texts').getAll();
      all.onsuccess = () => done(all.result.join('\n'));
    };
  }));
  expect(kept).toContain('乙局');
  // What is typed now cannot be kept here, and that is said; nothing is written beside the newer program.
  await unit(page).fill('丙局');
  await expect(page.getByText('尚未保存')).toBeVisible();
});

test('F19: an older program between two openings of a newer one changes nothing', async ({ page, site }) => {
  const address = site.put('/f19', host('f19'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await page.goto(site.put('/f19-blank', BLANK, { policy: '' }));
  await upgrade(page, 9);
  const all = () => page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('govcloud-request', 9);
    asked.onsuccess = () => {
      const database = asked.result;
      const got = ['getAllKeys', 'getAll'].map((method) => database.transaction('texts').objectStore('texts')[method]());
      got[1].onsuccess = () => {
        database.close();
        done(JSON.stringify(got.map((request) => request.result)));
      };
    };
  }));
  const before = await all();
  expect(before).toContain('甲局');
  // This program is the older one now.
  await open(page, address);
  await expect(page.getByText('该草稿由更新版本的程序保存').first()).toBeVisible();
  await unit(page).fill('乙局');
  await page.waitForTimeout(500);
  await page.goto(site.put('/f19-blank', BLANK, { policy: '' }));
  expect(await all()).toBe(before);
});

test('F22: closed once, it is opened again; closed five times, the work goes on in memory and that is said', async ({ page, site }) => {
  await page.addInitScript(() => {
    window.databases = [];
    const asked = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...words) {
      const request = asked.apply(this, words);
      request.addEventListener('success', () => window.databases.push(request.result));
      return request;
    };
    // As the browser does when its store goes away under the page.
    window.closeAll = () => window.databases.splice(0).forEach((database) => {
      database.close();
      database.dispatchEvent(new Event('close'));
    });
  });
  const address = site.put('/f22', host('f22'));
  await open(page, address);
  await unit(page).fill('局0');
  await saved(page);
  for (let time = 1; time <= 4; time += 1) {
    await page.evaluate(() => window.closeAll());
    await unit(page).fill(`局${time}`);
    await page.waitForTimeout(100);
    await saved(page);
  }
  await expect(page.getByText('内容只在本页内存中')).toHaveCount(0);
  expect(await lies(page, 'f22')).toContain('局4');
  await page.evaluate(() => window.closeAll());
  await unit(page).fill('局5');
  await expect(page.getByText('内容只在本页内存中').first()).toBeVisible();
  await expect(page.getByText('仅在本页内存', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '导出案卷文件' }).first()).toBeVisible();
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(unit(page)).toHaveValue('局4');
});

test('a tab with an older program that does not make way is named, and nothing is encrypted', async ({ page, context, site }) => {
  const address = site.put('/blocked', host('blocked'));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  const older = await context.newPage();
  await older.goto(site.put('/blocked-blank', BLANK, { policy: '' }));
  await older.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('govcloud-request');
    asked.onsuccess = () => done((window.held = asked.result) && true);
  }));
  await page.getByRole('button', { name: '草稿与文件' }).click();
  await page.getByRole('button', { name: '设口令并加密' }).click();
  await page.getByLabel('口令（至少 10 个字符）').fill('一二三四五六七八九十');
  await page.getByLabel('再输入一次').fill('一二三四五六七八九十');
  await page.getByRole('button', { name: '开始加密' }).click();
  await expect(page.getByText('另一个窗口正在使用旧版程序').first()).toBeVisible();
  await older.close();
  await page.getByRole('button', { name: '返回填写' }).click();
  await unit(page).fill('乙局');
  await saved(page);
  expect(await lies(page, 'blocked')).toContain('乙局');
});

test('F27: gone to another address in the very moment after the last key, and back', async ({ page, site }) => {
  const address = site.put('/f27-now', host('f27-now'));
  const other = site.put('/f27-now-other', BLANK);
  await open(page, address);
  await unit(page).fill('甲');
  await saved(page);
  for (const [at, letter] of ['局', '一', '处'].entries()) {
    // The key and the leaving in one task: no timer of the page runs in between.
    await Promise.all([
      page.waitForURL(other),
      unit(page).evaluate((box, [letter, other]) => {
        box.value += letter;
        box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        location.href = other;
      }, [letter, other]),
    ]);
    await page.goBack();
    await ready(page.locator('govcloud-request'));
    await expect(unit(page)).toHaveValue('甲局一处'.slice(0, at + 2));
  }
  // Once it is kept nothing is left where it was written down.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('.late.')).length)).toBe(0);
});
