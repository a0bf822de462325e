// The canonical form and SM3 once more, by another author's engine and another author's digest: V8's JSON and sort
// (by UTF-16 code units, as RFC 8785 wants it), OpenSSL's SM3. One JSON text a line in, digest and canonical text out.

import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const escaped = (text) => text.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

for await (const line of createInterface({ input: process.stdin })) {
  const text = escaped(canonical(JSON.parse(line)));
  process.stdout.write(`${createHash('sm3').update(text).digest('hex')} ${text}\n`);
}
