// Encryption of what is kept on a shared computer: nothing that was typed lies there in the clear, nothing is lost by it.

import { readFileSync } from 'node:fs';
import { open, paper, saved, step, unit } from '../support/draft.js';
import { Killable } from '../support/killable.js';
import { sound } from '../support/sound.js';
import { expect, ready, test } from '../support/test.js';
import { WORD, host, lies, locked, multiply, onDisk, panel, turnOn, unlock } from './vault.js';

const SECRET = '保密处室甲乙丙';
const PAPER = '保密方案的字节，很长很长';

/** Looks into the stores from a page of the same origin on which no form stands. */
async function look(page, site, owner) {
  await page.goto(site.put('/vault-blank', '<!doctype html><title>x</title>', { policy: '' }));
  return lies(page, owner);
}

async function fill(page) {
  await unit(page).fill(SECRET);
  await step(page, '方案与材料').click();
  await page.locator('govcloud-request input[type=file]').first().setInputFiles({ name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from(PAPER) });
  await expect(paper(page, '方案.txt')).toBeVisible();
  await saved(page);
}

test('a passphrase: all is sealed, a wrong one loses nothing, it is changed, and taken away again', async ({ page, site }) => {
  const owner = 'vault-word';
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await fill(page);
  const clear = await lies(page, owner);
  expect(clear).toContain(SECRET);
  expect(clear).toContain(PAPER);
  await panel(page);
  await expect(page.getByText('未加密：能使用这个系统账户')).toBeVisible();
  await panel(page);
  await turnOn(page, '短');
  await expect(page.getByText('口令至少要有 10 个字符')).toBeVisible();
  await page.getByLabel('口令（至少 10 个字符）').fill(WORD);
  await page.getByLabel('再输入一次').fill(`${WORD}x`);
  await page.getByRole('button', { name: '开始加密' }).click();
  await expect(page.getByText('两次输入的口令不一样')).toBeVisible();
  await page.getByLabel('口令（至少 10 个字符）').fill(WORD);
  await page.getByLabel('再输入一次').fill(WORD);
  await page.getByRole('button', { name: '开始加密' }).click();
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  await expect(page.getByText('口令加密：锁定后')).toBeVisible();
  const without = async () => {
    const text = await lies(page, owner);
    for (const mark of [SECRET, PAPER, '方案.txt', WORD]) expect(text).not.toContain(mark);
    expect(text).toContain('govcloud-vault');
    return text;
  };
  await without();
  // What is typed from now on is sealed too.
  await page.getByRole('button', { name: '返回填写' }).click();
  await step(page, '单位与联系人').click();
  await page.getByLabel('单位地址').fill('保密路 7 号');
  await saved(page);
  expect(await without()).not.toContain('保密路');

  await page.reload();
  await ready(page.locator('govcloud-request'));
  await locked(page);
  await expect(unit(page)).toHaveCount(0);
  await unlock(page, '不是这一句口令啊啊');
  await expect(page.getByText('口令或密钥不对')).toBeVisible();
  await unlock(page);
  await expect(unit(page)).toHaveValue(SECRET);
  await expect(page.getByLabel('单位地址')).toHaveValue('保密路 7 号');

  await panel(page);
  await page.getByRole('button', { name: '更换口令' }).click();
  await page.getByLabel('现在的口令').fill('错的错的错的错的错的');
  await page.getByLabel('口令（至少 10 个字符）').fill('另外一句十个字的口令');
  await page.getByLabel('再输入一次').fill('另外一句十个字的口令');
  await page.getByRole('button', { name: '更换口令' }).click();
  await expect(page.getByText('口令或密钥不对')).toBeVisible();
  await page.getByLabel('现在的口令').fill(WORD);
  await page.getByLabel('口令（至少 10 个字符）').fill('另外一句十个字的口令');
  await page.getByLabel('再输入一次').fill('另外一句十个字的口令');
  await page.getByRole('button', { name: '更换口令' }).click();
  await expect(page.getByText('口令已更换')).toBeVisible();
  await page.getByRole('button', { name: '立即锁定' }).click();
  await locked(page);
  await unlock(page);
  await expect(page.getByText('口令或密钥不对')).toBeVisible();
  await unlock(page, '另外一句十个字的口令');
  await expect(unit(page)).toHaveValue(SECRET);

  await panel(page);
  await page.getByRole('button', { name: '取消加密' }).click();
  await page.getByLabel('现在的口令').fill('另外一句十个字的口令');
  await page.getByRole('button', { name: '取消加密' }).click();
  await expect(page.getByText('已取消加密')).toBeVisible();
  const after = await look(page, site, owner);
  expect(after).toContain(SECRET);
  expect(after).toContain(PAPER);
  expect(after).not.toContain('govcloud-vault');
});

test('two windows: the other one writes nothing in the clear, is locked with the first, and keeps its edit', async ({ page, context, site }) => {
  const owner = 'vault-tabs';
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  const other = await context.newPage();
  await open(other, address);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  // It heard of it, and is covered. Whatever it does, it does not write in the clear.
  await locked(other);
  await unlock(other);
  await expect(unit(other)).toHaveValue('甲局');
  await unit(other).fill(SECRET);
  await saved(other);
  expect(await lies(other, owner)).not.toContain(SECRET);
  await page.getByRole('button', { name: '立即锁定' }).click();
  await locked(page);
  await locked(other);
  await unlock(page);
  await expect(unit(page)).toHaveValue(SECRET);
});

test('an edit that is under way while another window turns encryption on waits, covered, and is kept sealed', async ({ page, context, site }) => {
  const owner = 'vault-under-way';
  // No channel between the windows: the store alone must keep the clear text out.
  await context.addInitScript(() => delete window.BroadcastChannel);
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  const other = await context.newPage();
  await open(other, address);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  await unit(other).fill(SECRET);
  await locked(other);
  await expect(other.getByText('此窗口中还有未保存的修改')).toBeVisible();
  expect(await lies(other, owner)).not.toContain(SECRET);
  await unlock(other);
  await expect(unit(other)).toHaveValue(SECRET);
  await saved(other);
  expect(await lies(other, owner)).not.toContain(SECRET);
});

const HOST = (body) => `document.querySelector('govcloud-request').storageKey = ${body};`;

test('the key of the page: asked for at each opening, never written down; refused, wrong or silent, nothing is in the clear', async ({ page, site }) => {
  const owner = 'vault-host';
  await page.addInitScript(() => {
    // Thirty seconds pass in one.
    const later = window.setTimeout;
    window.setTimeout = (deed, ms, ...more) => later(deed, ms === 30_000 ? 1_000 : ms, ...more);
  });
  site.put('/vault-host.js', HOST('async ({ owner }) => (window.asked = owner, new Uint8Array(32).fill(7))'));
  const address = site.put(`/${owner}`, host(owner, { script: '/vault-host.js' }));
  await open(page, address);
  await fill(page);
  expect(await page.evaluate(() => window.asked)).toBe(owner);
  for (const mark of [SECRET, PAPER]) expect(await lies(page, owner)).not.toContain(mark);
  await panel(page);
  await expect(page.getByText('门户页面的密钥加密')).toBeVisible();
  await open(page, address);
  await expect(unit(page)).toHaveValue(SECRET);
  // A key that the page's own script cannot read serves as well.
  site.put('/vault-host.js', HOST("() => crypto.subtle.importKey('raw', new Uint8Array(32).fill(7), 'AES-GCM', false, ['encrypt', 'decrypt'])"));
  await open(page, address);
  await expect(unit(page)).toHaveValue(SECRET);

  const refusals = [
    ['null', '门户页面没有提供密钥'],
    ["() => { throw new Error('会话过期'); }", '会话过期'],
    ["async () => 'too short'", '门户页面没有给出密钥'],
    ['() => new Promise(() => {})', 'no answer within 30 seconds'],
    ['async () => new Uint8Array(32).fill(8)', '口令或密钥不对'],
  ];
  for (const [body, said] of refusals) {
    site.put('/vault-host.js', HOST(body));
    await open(page, address);
    await locked(page);
    await expect(page.getByText(said)).toBeVisible();
  }
  site.put('/vault-host.js', HOST('async () => new Uint8Array(32).fill(window.right ? 7 : 8)'));
  await open(page, address);
  await locked(page);
  await page.evaluate(() => (window.right = true));
  await page.getByRole('button', { name: '再次向门户取密钥' }).click();
  await expect(unit(page)).toHaveValue(SECRET);

  // Refused from the beginning: what is typed is not kept in the clear meanwhile.
  site.put('/vault-host.js', HOST("() => { throw new Error('会话过期'); }"));
  await open(page, site.put('/vault-host-new', host('vault-host-new', { script: '/vault-host.js' })));
  await locked(page);
  expect(await lies(page, 'vault-host-new')).not.toContain('revision');
});

test('nobody there for a quarter of an hour: kept, then locked; what the portal wants locked is locked', async ({ page, site }) => {
  const owner = 'vault-idle';
  await open(page, site.put(`/${owner}`, host(owner)));
  await unit(page).fill('甲局');
  await saved(page);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  await page.getByRole('button', { name: '返回填写' }).click();
  await unit(page).fill(SECRET);
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 16 * 60_000;
  });
  await locked(page);
  await unlock(page);
  await expect(unit(page)).toHaveValue(SECRET);
  const heard = await page.evaluate(async () => {
    const element = document.querySelector('govcloud-request');
    const heard = new Promise((done) => element.addEventListener('gcr-locked', () => done(true), { once: true }));
    await element.lock();
    return heard;
  });
  expect(heard).toBe(true);
  await locked(page);
  // Nothing of the case is left where a page's script or a crash could give it out.
  expect(await page.evaluate(() => document.querySelector('govcloud-request').exportCase())).not.toContain(SECRET);
});

test('forgotten: only clearing helps, and it needs no passphrase', async ({ page, site }) => {
  const owner = 'vault-forgotten';
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  await open(page, address);
  await locked(page);
  await page.getByRole('button', { name: '忘记口令，或打不开？' }).click();
  await page.getByRole('button', { name: '清除本机数据' }).click();
  await page.getByRole('button', { name: '全部删除' }).click();
  await expect(unit(page)).toHaveValue('');
  expect(await lies(page, owner)).not.toContain(`|${owner}|`);
  await unit(page).fill('乙局');
  await saved(page);
});

test('the backup is sealed by choice, says which it is, and is opened elsewhere by its passphrase', async ({ page, browser, site }, info) => {
  const owner = 'vault-backup';
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await fill(page);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  const taken = async (name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '备份本机全部内容' }).click()]);
    const path = info.outputPath(name);
    await file.saveAs(path);
    return path;
  };
  const sealed = await taken('sealed.jsonl');
  await expect(page.getByText('已生成加密备份')).toBeVisible();
  expect(readFileSync(sealed, 'utf8')).not.toContain(SECRET);
  await page.getByLabel('备份文件也加密').uncheck();
  const clear = await taken('clear.jsonl');
  await expect(page.getByText('备份未加密，请妥善保管')).toBeVisible();
  expect(readFileSync(clear, 'utf8')).toContain(SECRET);

  const elsewhere = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await open(elsewhere, address);
  await panel(elsewhere);
  await elsewhere.getByLabel('从备份恢复').setInputFiles(sealed);
  await expect(elsewhere.getByText('是加密的备份，请输入制作它时的口令')).toBeVisible();
  await elsewhere.getByLabel('口令', { exact: true }).fill('不是这一句口令啊啊啊');
  await elsewhere.getByRole('button', { name: '打开并恢复' }).click();
  await expect(elsewhere.getByText('口令或密钥不对')).toBeVisible();
  await elsewhere.getByLabel('从备份恢复').setInputFiles(sealed);
  await elsewhere.getByLabel('口令', { exact: true }).fill(WORD);
  await elsewhere.getByRole('button', { name: '打开并恢复' }).click();
  await expect(elsewhere.getByText(/新增草稿 1 份.*附件 1 个/)).toBeVisible();
  await elsewhere.context().close();
});

test('the program breaks while encryption is on: the open case is exported from memory, what is kept stays sealed', async ({ page, site, troubles }) => {
  const owner = 'vault-broken';
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  await page.getByRole('button', { name: '返回填写' }).click();
  await unit(page).fill(SECRET);
  await saved(page);
  await page.waitForTimeout(1_200);
  // The program cannot draw: asked for another step, it panics.
  await page.evaluate(() => {
    // New elements are made, or copied from such as were made before: whichever comes first fails, once.
    const whole = [[Document.prototype, 'createElement'], [Node.prototype, 'cloneNode']].map(([of, name]) => [of, name, of[name]]);
    for (const [of, name] of whole) {
      of[name] = () => {
        for (const [was, called, made] of whole) was[called] = made;
        throw new Error('no element');
      };
    }
    const steps = document.querySelector('govcloud-request').shadowRoot.querySelectorAll('[part=map] button');
    steps[steps.length - 1].click();
  });
  const element = page.locator('govcloud-request');
  await expect(element).toHaveJSProperty('state', 'broken');
  troubles.length = 0;
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /导出申请文件/ }).click()]);
  expect(readFileSync(await file.path(), 'utf8')).toContain(SECRET);
  expect(await lies(page, owner)).not.toContain(SECRET);
  await page.reload();
  await ready(element);
  await locked(page);
  await unlock(page);
  await expect(unit(page)).toHaveValue(SECRET);
  troubles.length = 0;
});

test('a page that goes at once: what it can only write down is sealed, and there after unlocking', async ({ page, site }) => {
  const owner = 'vault-park';
  const address = site.put(`/${owner}`, host(owner));
  await open(page, address);
  await unit(page).fill('甲局');
  await saved(page);
  await turnOn(page);
  await expect(page.getByText('已加密。请记住口令')).toBeVisible();
  await page.getByRole('button', { name: '返回填写' }).click();
  // No save gets through any more, so that only what is written down apart can bring it back.
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('late', 'InvalidStateError');
    };
    IDBFactory.prototype.open = () => {
      throw new DOMException('late', 'UnknownError');
    };
  });
  await unit(page).fill(SECRET);
  await page.waitForTimeout(300);
  const text = await look(page, site, owner);
  expect(text).toMatch(/govcloud-request\.late\.\S+ = \{"data"/);
  expect(text).not.toContain(SECRET);
  await open(page, address);
  await unlock(page);
  await expect(unit(page)).toHaveValue(SECRET);
  expect(await look(page, site, owner)).not.toContain('.late.');
});

test('F04: killed while everything is being encrypted: both kinds are read, and it goes on where it stopped', async ({ site }) => {
  const owner = 'vault-killed';
  const address = site.put(`/${owner}`, host(owner));
  const browser = new Killable();
  try {
    let page = await browser.start(address);
    await unit(page).fill(SECRET);
    await saved(page);
    await page.goto(site.put('/vault-blank', '<!doctype html><title>x</title>', { policy: '' }));
    await multiply(page, owner, 1_500);
    await open(page, address);
    await turnOn(page);
    await expect(page.getByText(/已完成 \d+ 条记录/)).toBeVisible();
    await browser.kill();

    page = await browser.start(address);
    await locked(page);
    const half = await lies(page, owner);
    expect(half).toContain('"phase":"sealing"');
    expect(half, 'it was killed before the end').toContain(SECRET);
    expect(half, 'and after the beginning').toContain('"format":"govcloud-sealed"');
    await unlock(page);
    await expect(unit(page)).toBeVisible({ timeout: 60_000 });
    expect(await lies(page, owner)).not.toContain(SECRET);
    expect(await lies(page, owner)).toContain('"phase":"on"');
    await panel(page);
    await expect(page.getByText('口令加密：锁定后')).toBeVisible();
  } finally {
    await browser.end();
  }
});

test('on the disk itself: with the page\'s key nothing typed is found in the files, without it is', async ({ site }) => {
  site.put('/vault-disk.js', HOST('async () => new Uint8Array(32).fill(9)'));
  for (const [owner, script] of [['disk-clear', ''], ['disk-sealed', '/vault-disk.js']]) {
    const browser = new Killable();
    try {
      const page = await browser.start(site.put(`/${owner}`, host(owner, { script })));
      await unit(page).fill(SECRET);
      await saved(page);
      await page.goto('about:blank');
      await browser.close();
      expect(onDisk(browser.folder, SECRET), owner).toBe(owner === 'disk-clear');
      expect(onDisk(browser.folder, 'govcloud-request'), 'the files are those').toBe(true);
    } finally {
      await browser.end();
    }
  }
});

for (const width of [1280, 390]) {
  test(`the locked page and the panel are sound at ${width} px, in both languages and by keyboard`, async ({ page, site }, info) => {
    await page.setViewportSize({ width, height: 900 });
    for (const [lang, words] of [
      ['zh-CN', ['草稿与文件', '设口令并加密', '口令（至少 10 个字符）', '再输入一次', '已加密。请记住口令', '立即锁定', '本机内容已锁定']],
      ['en', ['Drafts and files', 'Set a passphrase and encrypt', 'Passphrase (10 characters at least)', 'Once more', 'Encrypted. Remember', 'Lock now', 'What is kept on this device is locked']],
    ]) {
      const looked = async (name) => {
        await sound(page, `${name} ${lang}`);
        await page.screenshot({ path: info.outputPath(`${name}-${lang}-${width}.png`), fullPage: true });
      };
      await open(page, site.put(`/vault-look-${lang}-${width}`, host(`vault-look-${lang}-${width}`, { lang })));
      await page.getByRole('button', { name: words[0] }).click();
      await page.getByRole('button', { name: words[1] }).click();
      await looked('form');
      await page.getByLabel(words[2]).fill(WORD);
      await page.keyboard.press('Tab');
      await page.keyboard.type('abcdefghijkl');
      await page.getByLabel(words[3]).fill(WORD);
      await page.keyboard.press('Enter');
      await expect(page.getByText(words[4])).toBeVisible();
      await looked('panel');
      await page.getByRole('button', { name: words[5] }).click();
      await expect(page.getByRole('heading', { name: words[6] })).toBeFocused();
      await looked('locked');
      // The language comes first, as it does over the form.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.type(WORD);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: words[0] })).toBeVisible();
    }
  });
}
