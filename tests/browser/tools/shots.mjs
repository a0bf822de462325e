// Pictures of every step, to be looked at: node tests/browser/tools/shots.mjs OUT [--case FILE] [--lang zh,en]
// [--width 1280,390] [--step 1,2,…] [--check] [--view] [--panel NAME] [--journal FILE [--steps N] [--as-role ROLE]
// [--errand ERRAND]] [--view-of NAME [--register FILE] [--as-role ROLE]]. Serves www/dist itself, under the portal's content policy.

import { chromium } from '@playwright/test';
import { createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const out = args[0] ?? 'shots';
const dist = new URL('../../../www/dist/', import.meta.url).pathname;
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json', '.html': 'text/html' };
const policy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' blob:",
  "font-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
  "frame-ancestors 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');
const attribute = (name) => (option(`--${name}`) ? ` ${name}="${option(`--${name}`)}"` : '');
const journal = option('--journal') && JSON.parse(readFileSync(option('--journal'), 'utf8'));
if (journal && option('--steps')) journal.entries.length = Number(option('--steps'));
const register = option('--register') && readFileSync(option('--register'), 'utf8');
const page = (mode) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>shots</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css">
<script type="module" src="/govcloud-request.js"></script>
<main><h1 class="h">shots</h1><govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" mode="${mode}"
${journal ? ' journal="/journal.json"' : ''}${register ? ' register="/register.json"' : ''}${option('--view-of') ? ` view="${option('--view-of')}"` : ''}${attribute('as-role')}${attribute('errand')}></govcloud-request></main>`;

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, 'http://x').pathname);
  const headers = { 'content-security-policy': policy };
  const send = (type, text) => response.writeHead(200, { ...headers, 'content-type': type }).end(text);
  if (path === '/') return send('text/html', page('edit'));
  if (path === '/view') return send('text/html', page('view'));
  if (path === '/journal.json' && journal) return send('application/json', JSON.stringify(journal));
  if (path === '/register.json' && register) return send('application/json', register);
  if (path === '/page.css') return send('text/css', 'body{margin:16px}.h{display:none}@media(max-width:600px){body{margin:0}}');
  const file = join(dist, path);
  if (!existsSync(file)) return response.writeHead(404, headers).end();
  response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}/`;

mkdirSync(out, { recursive: true });
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const caseText = option('--case') && readFileSync(option('--case'), 'utf8');
const wanted = option('--step')?.split(',').map(Number);
for (const lang of option('--lang', 'zh,en').split(',')) {
  for (const width of option('--width', '1280,390').split(',').map(Number)) {
    const tab = await browser.newPage({ viewport: { width, height: width < 600 ? 844 : 900 } });
    tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(lang, width, message.text()));
    tab.on('pageerror', (error) => console.log(lang, width, String(error)));
    await tab.goto(address + (args.includes('--view') ? 'view' : ''));
    if (option('--view-of')) {
      await tab.locator('govcloud-request [part=page]').waitFor();
      if (lang === 'en') await tab.getByRole('button', { name: 'English' }).click();
      await tab.waitForTimeout(2000);
      await tab.screenshot({ path: join(out, `${lang}-${width}-${option('--view-of')}.png`), fullPage: true });
      await tab.close();
      continue;
    }
    const places = tab.locator('govcloud-request nav button');
    await places.first().waitFor();
    if (lang === 'en') await tab.getByRole('button', { name: 'English' }).click();
    if (caseText) await tab.evaluate((text) => document.querySelector('govcloud-request').importCase(text), caseText);
    const count = await places.count();
    if (args.includes('--check')) {
      await places.nth(count - 1).click();
      await tab.getByRole('button', { name: /检查全部内容|Check everything/ }).click();
    }
    if (option('--panel')) await tab.getByRole('button', { name: option('--panel') }).click();
    for (let at = 0; at < count; at++) {
      if (wanted && !wanted.includes(at + 1)) continue;
      await places.nth(at).click();
      await tab.waitForTimeout(400);
      await tab.screenshot({ path: join(out, `${lang}-${width}-${at + 1}.png`), fullPage: true });
    }
    await tab.close();
  }
}
await browser.close();
server.close();
