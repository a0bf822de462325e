// Texts that are markup, script, style or address to whoever takes them for it. Made from families, so that nobody has to
// keep a list: what is to run (calls), what lets it run (carriers), and how it is dressed.

/** What each tries to do: `__x` counts, `/canary` is a place that nobody asks for otherwise. */
const CALLS = ['__x()', 'top.__x()', 'window["__x"]()', '__x``', "self['__'+'x']()", "Function('__x()')()", "fetch('/canary')"];

const EVENTS = ['onerror', 'onload', 'onclick', 'onfocus', 'ontoggle', 'onmouseover', 'onanimationstart', 'onbegin', 'onpointerenter', 'onbeforetoggle'];

/** Elements that run something as soon as they stand in a document, each for a call. */
const CARRIERS = [
  (js) => `<img src=/canary/i onerror=${js}>`,
  (js) => `<img srcset="/canary/s 1x" onerror="${js}">`,
  (js) => `<svg onload=${js}>`,
  (js) => `<svg><animate onbegin=${js} attributeName=x dur=1s>`,
  (js) => `<svg><set attributeName=x to=y onbegin=${js}>`,
  (js) => `<svg><script>${js}</script></svg>`,
  (js) => `<svg><foreignObject><img src=x onerror=${js}></foreignObject></svg>`,
  (js) => `<svg><image href=/canary/v onerror=${js}>`,
  (js) => `<svg><use href="data:image/svg+xml,<svg id=a xmlns='http://www.w3.org/2000/svg'><image href='x' onerror='${js}'/></svg>#a">`,
  (js) => `<math><mtext><table><mglyph><style><img src=x onerror=${js}>`,
  (js) => `<math><mi><mglyph></mi><style></math><img src onerror=${js}>`,
  (js) => `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${js}>`,
  (js) => `<noscript><p title="</noscript><img src=x onerror=${js}>">`,
  (js) => `<template><img src=x onerror=${js}></template><img src=x onerror=${js}>`,
  (js) => `<div><template shadowrootmode=open><img src=x onerror=${js}></template></div>`,
  (js) => `<script>${js}</script>`,
  (js) => `<script src=/canary/c></script>`,
  (js) => `<script type=module>${js}</script>`,
  (js) => `<iframe src="javascript:${js}"></iframe>`,
  (js) => `<iframe srcdoc="<img src=x onerror=parent.${js}>"></iframe>`,
  (js) => `<iframe onload=${js}></iframe>`,
  (js) => `<object data=/canary/o onerror=${js}></object>`,
  (js) => `<embed src=/canary/e>`,
  (js) => `<video src=/canary/m onerror=${js}></video>`,
  (js) => `<video><source onerror=${js} src=/canary/n></video>`,
  (js) => `<audio src=/canary/a onerror=${js}>`,
  (js) => `<details open ontoggle=${js}>x</details>`,
  (js) => `<input autofocus onfocus=${js}>`,
  (js) => `<select autofocus onfocus=${js}></select>`,
  (js) => `<textarea autofocus onfocus=${js}></textarea>`,
  (js) => `<a href="javascript:${js}" autofocus tabindex=1 onfocus=${js}>x</a>`,
  (js) => `<button popovertarget=p>x</button><div id=p popover onbeforetoggle=${js}></div>`,
  (js) => `<x-y tabindex=1 autofocus onfocus=${js}></x-y>`,
  (js) => `<style onload=${js}></style>`,
  (js) => `<style>@keyframes k{}*{animation:k 1s}</style><b onanimationstart=${js}>x</b>`,
  (js) => `<style>@import '/canary/css';</style>`,
  (js) => `<link rel=stylesheet href=/canary/l onerror=${js}>`,
  (js) => `<body onload=${js}>`,
  (js) => `<meta http-equiv=refresh content="0;url=/canary/r">`,
  (js) => `<base href="/canary/"><img src=x onerror=${js}>`,
  (js) => `<form action="javascript:${js}"><button autofocus onfocus=${js}>x</button></form>`,
  (js) => `<table background=/canary/t><tr><td background="javascript:${js}">`,
  (js) => `<marquee onstart=${js}>x</marquee>`,
  (js) => `<isindex action="javascript:${js}" type=image>`,
  (js) => `<xmp><p title="</xmp><img src=x onerror=${js}>">`,
  (js) => `<img src=x onerror=${js} style="background:url(/canary/u)">`,
];

/** Ways out of where a text may have been put. */
const CONTEXTS = [
  '">', "'>", '`>', '</textarea>', '</title>', '</style>', '</script>', '-->', ']]>', '</svg>', '</option></select>', '" autofocus onfocus=__x() x="',
  "' autofocus onfocus=__x() x='", '</noscript>', '</template>', '\\">', '*/</style>', '\n-->\n', '<!--><', '<![CDATA[>',
];

/** Other dresses of one text. */
const DRESSES = [
  (text) => text.toUpperCase().replace(/__X/g, '__x').replace(/CANARY/g, 'canary'),
  (text) => text.replace(/<(\w)/g, (_, first) => `<${first.toUpperCase()}`),
  (text) => text.replace(/ /g, '/'),
  (text) => text.replace(/ /g, '\t'),
  (text) => text.replace(/ /g, '\u000c'),
  (text) => text.replace(/ /g, '\u00a0'),
  (text) => text.replace(/</g, '&lt;'),
  (text) => text.replace(/</g, '&#60;').replace(/>/g, '&#62;'),
  (text) => text.replace(/</g, '&#x3c;'),
  (text) => text.replace(/</g, '&amp;lt;'),
  (text) => text.replace(/</g, '\\u003c').replace(/>/g, '\\u003e'),
  (text) => text.replace(/</g, '\\x3c'),
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)).slice(0, 180),
  (text) => text.replace(/</g, '＜').replace(/>/g, '＞'),
  (text) => text.replace(/</g, '+ADw-').replace(/>/g, '+AD4-'),
  (text) => text.replace(/</g, '<<'),
  (text) => text.replace(/>$/, ''),
  (text) => text.replace(/=/g, ' = '),
  (text) => text.replace(/<script>/g, '<scr<script>ipt>'),
  (text) => `\u202e${text}`,
  (text) => `\ufeff${text}`,
  (text) => text.replace(/on(\w)/g, 'on\u200b$1'),
  (text) => `<!-- ${text} -->${text}`,
];

const OTHERS = [
  ...['javascript:', 'JaVaScRiPt:', ' javascript:', '\tjavascript:', 'java\nscript:', 'javascript&colon;', 'javascript&#58;', 'vbscript:', 'data:text/html,', 'data:text/html;base64,', 'data:image/svg+xml,', 'blob:', 'view-source:javascript:', '//canary/', '/canary/?', '\\\\canary\\']
    .flatMap((scheme) => CALLS.slice(0, 4).map((js) => scheme + js)),
  ...['expression(__x())', 'url(javascript:__x())', 'url(/canary/p)', '</style><img src=x onerror=__x()>', "behavior:url(/canary/h)", "-moz-binding:url(/canary/z)", '@import"/canary/q";', ';}*{background:url(/canary/w)}', 'image-set(url(/canary/y) 1x)', "content:attr(x)}body{background:url('/canary/b')"]
    .flatMap((css) => [css, `color:red;x:${css}`]),
  ...['{{constructor.constructor("__x()")()}}', '{{$on.constructor("__x()")()}}', '${__x()}', '#{__x()}', '<%= __x() %>', '{{__x()}}', '[[${__x()}]]', '{%__x()%}', '@{__x()}', '{__x()}', '`+__x()+`', "'+__x()+'", '";__x();//', "';__x();//", '\\";__x();//', '*/__x();/*', '</script><script>__x()//', '\u2028__x()', '\u2029__x()//', '%0a__x()', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'],
];

/** At least so many different texts. */
export const PAYLOADS = (() => {
  const all = new Set(OTHERS);
  CARRIERS.forEach((carrier, at) => {
    for (const js of CALLS) all.add(carrier(js));
    for (let turn = 0; turn < 6; turn += 1) all.add(CONTEXTS[(at * 5 + turn * 7) % CONTEXTS.length] + carrier(CALLS[turn % 2]));
    for (let turn = 0; turn < 8; turn += 1) all.add(DRESSES[(at * 3 + turn * 3) % DRESSES.length](carrier(CALLS[0])));
  });
  for (const event of EVENTS) for (const tag of ['b', 'img src', 'svg', 'p tabindex=0 autofocus']) all.add(`<${tag} ${event}="__x()">x`);
  // Short enough for every place that takes a name; no half of a surrogate, no control but blanks.
  return [...all].filter((text) => text.length <= 190 && text.trim() !== '');
})();

/** Those that run when they are put into a document as markup: proof that the wire over which they trip is there. */
export const AS_MARKUP = PAYLOADS.filter((text) => /[<]/.test(text));
