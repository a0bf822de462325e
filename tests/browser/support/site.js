// A server of host pages that tests write themselves, under the content security policy that the element
// promises to keep, with the built element below /dist/.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { DIST, ROOT } from './machine.js';

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; " +
  "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const KINDS = { js: 'text/javascript', json: 'application/json', css: 'text/css' };

export class Site {
  #server = null;
  #pages = new Map();
  #scripts = [];

  /** Serves this text at this path; the extension says what it is, none is a page. */
  put(path, text, { policy = POLICY } = {}) {
    this.#pages.set(path, { text, policy });
    return this.url + path;
  }

  /** Lets this function answer everything below a path; it gets the request, the response and the whole body. */
  script(below, answer) {
    this.#scripts = this.#scripts.filter((script) => script.below !== below);
    this.#scripts.push({ below, answer });
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  async start() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request, response) {
    const path = new URL(request.url, this.url).pathname;
    // A module is compiled while it comes only under its bare type.
    const kind = path.endsWith('.wasm') ? 'application/wasm' : `${KINDS[path.split('.').pop()] ?? 'text/html'}; charset=utf-8`;
    const script = this.#scripts.find(({ below }) => path.startsWith(below));
    if (script) {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => script.answer(request, response, Buffer.concat(parts)));
      return;
    }
    const page = this.#pages.get(path);
    try {
      const folder = path.startsWith('/dist/') ? DIST : path.startsWith('/catalogs/') ? join(ROOT, 'www/catalogs') : null;
      if (!page && !folder) throw new Error('no such page');
      const body = page ? page.text : readFileSync(join(folder, normalize(path.slice(path.indexOf('/', 1)))));
      response.writeHead(200, { 'Content-Type': kind, 'Content-Security-Policy': page?.policy ?? POLICY });
      response.end(body);
    } catch {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  }
}
