// Modules of the program: how each is fetched, why one is not taken, and the text of a file. For the page and for the
// worker.

/** Something that went wrong, with what to do, in both languages. */
export class Fault extends Error {
  constructor(code, zh, en) {
    super(`${zh} ${en}`);
    this.code = code;
    this.words = { zh, en };
  }
}

/**
 * Fetches one of the modules that were built with this script. Whatever else stands there, an older one, half of one or
 * somebody else's, the browser refuses before a byte of it runs.
 */
export async function fetched(url, integrity) {
  let response;
  try {
    response = await fetch(url, { credentials: 'same-origin', integrity });
  } catch {
    const there = await fetch(url, { method: 'HEAD', credentials: 'same-origin' }).catch(() => null);
    if (there?.ok) throw refused(new Error('SHA-384'));
    throw new Fault('wasm-unreachable',
      `无法取得程序模块（${url}）。请检查网络后重试；如仍不行，请联系门户管理员。`,
      `The program module (${url}) cannot be fetched. Check the network and try again; else tell the portal's administrator.`);
  }
  if (!response.ok) {
    throw new Fault('wasm-unreachable',
      `门户没有提供程序模块（${url}，HTTP ${response.status}）。请联系门户管理员。`,
      `The portal does not serve the program module (${url}, HTTP ${response.status}). Tell the portal's administrator.`);
  }
  return response;
}

/** Why the browser would not take a module. */
export function refused(error) {
  const text = String(error && error.message);
  if (/content security policy|unsafe-eval|disallowed by embedder/i.test(text)) {
    return new Fault('wasm-blocked',
      '页面的内容安全策略禁止运行 WebAssembly。请门户管理员在 script-src 中加入 \'wasm-unsafe-eval\'（Chrome 97 以前的内核需要 \'unsafe-eval\'）。',
      'The page\'s content security policy forbids WebAssembly. The portal\'s administrator has to add \'wasm-unsafe-eval\' to script-src (\'unsafe-eval\' for kernels before Chrome 97).');
  }
  return new Fault('wasm-unusable',
    `程序模块不完整或与脚本版本不一致（${text}）。请刷新页面；如仍不行，请联系门户管理员。`,
    `The program module is damaged or not of this script's version (${text}). Reload the page; else tell the portal's administrator.`);
}

/** The text of a file as Chinese offices write it; null where it is in none of these encodings. */
export function decode(bytes) {
  for (const encoding of bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one may be it.
    }
  }
  return null;
}
