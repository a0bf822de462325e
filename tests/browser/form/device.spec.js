// The device as a whole: drafts looked for, copied and compared; the backup and its return; clearing; drafts that went.

import { readFileSync, writeFileSync } from 'node:fs';
import { paper, saved } from '../support/draft.js';
import { expect, ready, test } from '../support/test.js';
import { sound } from '../support/sound.js';

const host = (owner, lang = 'zh-CN') => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>申请</title>
<meta name="viewport" content="width=device-width">
<script type="module" src="/dist/govcloud-request.js"></script>
<main><h1>申请</h1><govcloud-request lang="${lang}" catalog="/catalogs/demo.json" as-of="2026-11-23" owner="${owner}"></govcloud-request></main></html>`;
const panel = (page) => page.getByRole('button', { name: '草稿与文件' }).click();

async function open(page, site, owner) {
  const address = site.put(`/device-${owner}`, host(owner));
  await page.goto(address);
  await ready(page.locator('govcloud-request'));
  return address;
}

/** Begins a draft of its own for a system of this name. */
async function begin(page, name, fresh = true) {
  if (fresh) {
    await panel(page);
    await page.getByRole('button', { name: '新建申请' }).click();
  }
  await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: '信息系统' }).click();
  await page.getByLabel('信息系统名称').fill(name);
  await saved(page);
}

test('a draft is found among many, and copied', async ({ page, site }) => {
  await open(page, site, 'find');
  for (const [at, name] of ['甲', '乙', '丙', '丁', '戊', '己'].entries()) await begin(page, `${name}系统`, at > 0);
  await panel(page);
  const list = page.locator('govcloud-request .draft');
  await expect(list).toHaveCount(6);
  await page.getByLabel('查找草稿').fill('丙');
  await expect(list).toHaveCount(1);
  await expect(page.getByText('找到 1 份，共 6 份')).toBeVisible();
  await list.getByRole('button', { name: '复制一份' }).click();
  await expect(list).toHaveCount(2);
  await expect(list.filter({ hasText: '（副本）' })).toHaveCount(1);
});

test('a conflict copy is shown beside the draft, with what differs', async ({ page, context, site }) => {
  const address = await open(page, site, 'compare');
  await page.getByLabel('单位名称').fill('甲局');
  await saved(page);
  const other = await context.newPage();
  await other.goto(address);
  await ready(other.locator('govcloud-request'));
  // What the other edits is what is kept now, not what comes next.
  await expect(other.getByLabel('单位名称')).toHaveValue('甲局');
  await page.getByLabel('单位地址').fill('甲路');
  await saved(page);
  await other.getByLabel('单位地址').fill('乙路');
  await expect(other.getByText('另存为“冲突副本”')).toBeVisible();
  await panel(other);
  const compare = other.getByRole('button', { name: '比较差别' });
  await expect(compare).toHaveAttribute('aria-expanded', 'false');
  await compare.click();
  const row = other.locator('govcloud-request .compared').getByRole('row', { name: /单位地址/ });
  await expect(row).toContainText('甲路');
  await expect(row).toContainText('乙路');
  await compare.click();
  await expect(row).toHaveCount(0);
});

test('everything is backed up, cleared, and comes back; a changed file gives what is whole', async ({ page, site }, info) => {
  await open(page, site, 'backup');
  await begin(page, '第一系统', false);
  await begin(page, '第二系统');
  await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: '方案与材料' }).click();
  await page.locator('govcloud-request input[type=file]').first().setInputFiles({ name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from('方案') });
  await expect(paper(page, '方案.txt')).toBeVisible();
  await saved(page);
  await panel(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '备份本机全部内容' }).click()]);
  expect(file.suggestedFilename()).toBe('govcloud-backup-2026-11-23.jsonl');
  const path = info.outputPath('backup.jsonl');
  await file.saveAs(path);
  await expect(page.getByText(/2 份草稿，1 个附件/)).toBeVisible();

  await page.getByRole('button', { name: '清除本机数据' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '不能恢复' })).toBeVisible();
  await page.getByRole('button', { name: '不删除' }).click();
  await page.getByRole('button', { name: '清除本机数据' }).click();
  await page.getByRole('button', { name: '全部删除' }).click();
  await expect(page.getByText(/已清除：2 份草稿/)).toBeVisible();
  await expect(page.locator('govcloud-request .draft')).toHaveCount(0);
  const left = await page.evaluate(async () => {
    const database = await new Promise((done, fail) => {
      const asked = indexedDB.open('govcloud-request');
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
    const count = (table) => new Promise((done) => {
      const asked = database.transaction(table).objectStore(table).getAllKeys();
      asked.onsuccess = () => done(asked.result.filter((key) => key[1] === 'backup').length);
    });
    const counts = [await count('texts'), await count('blobs')];
    database.close();
    return counts;
  });
  expect(left).toEqual([0, 0]);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(page.getByText('原来有您的草稿')).toHaveCount(0);

  await panel(page);
  const restore = page.getByLabel('从备份恢复');
  await restore.setInputFiles(path);
  await expect(page.getByText(/新增草稿 2 份，相同未动 0 份，与本机不同而另存 0 份，附件 1 个/)).toBeVisible();
  await restore.setInputFiles(path);
  await expect(page.getByText(/新增草稿 0 份，相同未动 2 份/)).toBeVisible();
  const changed = info.outputPath('changed.jsonl');
  writeFileSync(changed, readFileSync(path, 'utf8').split('\n').slice(0, 2).join('\n'));
  await restore.setInputFiles(changed);
  await expect(page.getByText('备份文件不完整或被改动过')).toBeVisible();
  await restore.setInputFiles({ name: '清单.xlsx', mimeType: 'text/plain', buffer: Buffer.from('PK') });
  await expect(page.getByText('“清单.xlsx”没有恢复：这不是备份文件')).toBeVisible();
  await page.locator('govcloud-request .draft').filter({ hasText: '第二系统' }).getByRole('button', { name: '打开' }).click();
  await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: '方案与材料' }).click();
  await expect(paper(page, '方案.txt')).toBeVisible();
});

test('F09: drafts that the browser cleared between two visits are missed in words, and a backup is offered', async ({ page, site }) => {
  const address = await open(page, site, 'evicted');
  await begin(page, '甲系统', false);
  await page.goto('about:blank');
  await page.goto(site.put('/blank', '<!doctype html><title>x</title>'));
  await page.evaluate(() => new Promise((done, fail) => {
    const asked = indexedDB.deleteDatabase('govcloud-request');
    asked.onsuccess = done;
    asked.onerror = fail;
  }));
  await page.goto(address);
  await ready(page.locator('govcloud-request'));
  const told = page.getByRole('status').filter({ hasText: '这台电脑上原来有您的草稿' });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: '知道了' }).click();
  await expect(told).toHaveCount(0);
  await page.reload();
  await ready(page.locator('govcloud-request'));
  await expect(page.getByLabel('单位名称')).toBeVisible();
  await expect(told).toHaveCount(0);
});

for (const width of [1280, 390]) {
  test(`the panel is sound at ${width} px, in both languages`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const [lang, name] of [['zh-CN', '草稿与文件'], ['en', 'Drafts and files']]) {
      await page.goto(site.put(`/device-look-${lang}`, host(`look-${lang}`, lang)));
      await ready(page.locator('govcloud-request'));
      await page.getByRole('button', { name }).click();
      await expect(page.locator('govcloud-request .device')).toBeVisible();
      await sound(page, lang);
    }
  });
}
