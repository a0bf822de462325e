// A portal that keeps the contract (level L2) and then fails as it is told: it controls what it has taken, what it
// says of it, and the socket underneath.

import { createHash } from 'node:crypto';

/** Answers as portals and what stands before them give them. Each gets the portal's exchange; see `Scripted`. */
export const say = {
  json: (status, body, headers = {}) => (on) => on.send(status, 'application/json', JSON.stringify(body), headers),
  text: (status, type, body, headers = {}) => (on) => on.send(status, type, body, headers),
  html: (status, body) => (on) => on.send(status, 'text/html; charset=utf-8', body),
  /** The socket dies without an answer. */
  reset: (on) => on.response.socket.destroy(),
  /** Nothing is ever said. */
  silence: () => {},
  /** The head of an answer and some of its body, then the socket dies. */
  half: (on) => {
    on.response.writeHead(201, { 'content-type': 'application/json', 'content-length': 400 });
    on.response.write('{"reference":"HLJ-');
    setTimeout(() => on.response.socket.destroy(), 20);
  },
  /** What the contract says. */
  honest: (on) => on.honest(),
  /** It is taken, and then something else happens. */
  taken: (then) => (on) => {
    on.take();
    return then(on);
  },
};

export class Scripted {
  /** What was taken: key → digest and reference. */
  accepted = new Map();
  /** Every submission that arrived: key, digest, text, its sum, headers. */
  posts = [];
  /** Every question after a key. */
  asked = [];
  uploads = [];

  /** `submit` and `upload`: what happens to the first, second … request; after them all goes well. */
  constructor(site, below, { submit = [], upload = [], status = null } = {}) {
    const turns = { submit: [...submit], upload: [...upload] };
    site.script(below, (request, response, body) => {
      const path = new URL(request.url, site.url).pathname.slice(below.length);
      const send = (code, type, text, headers = {}) => {
        response.writeHead(code, { 'content-type': type, ...headers });
        response.end(text);
      };
      const json = (code, value) => send(code, 'application/json', JSON.stringify(value));
      if (request.method === 'GET') {
        const key = path.split('/').pop();
        this.asked.push({ key, headers: request.headers });
        const kept = this.accepted.get(key);
        const honest = () => (kept ? json(200, { reference: kept.reference, key, digest: kept.digest }) : json(404, { code: 'not-found' }));
        return (status ?? say.honest)({ request, response, send, honest });
      }
      if (path.startsWith('/papers')) {
        this.uploads.push(path);
        const address = `/profile/${this.uploads.length}.txt`;
        // Portals that take forms answer by their envelope.
        const form = { code: 200, success: true, msg: '操作成功', message: address, url: address, fileName: address };
        const honest = () => (request.method === 'PUT' ? send(204, 'text/plain', undefined) : json(200, form));
        return (turns.upload.shift() ?? say.honest)({ request, response, send, honest });
      }
      let envelope = {};
      try {
        envelope = JSON.parse(body.toString());
      } catch {
        // Wrapped bodies of other profiles are read below.
      }
      const { key = envelope.idempotencyKey, digest } = envelope;
      this.posts.push({ key, digest, text: body.toString(), sum: createHash('sha256').update(body).digest('hex'), headers: request.headers });
      const take = () => {
        const kept = this.accepted.get(key) ?? { digest, reference: `HLJ-${this.accepted.size + 1}` };
        this.accepted.set(key, kept);
        return kept;
      };
      const honest = () => json(201, { reference: take().reference, key, digest });
      return (turns.submit.shift() ?? say.honest)({ request, response, send, honest, take, key, digest });
    });
  }
}
