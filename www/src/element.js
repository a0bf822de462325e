// <govcloud-request>: the class, without registering it (define.js does). The life of the element is here;
// all that is shown comes from the program.

import style from '#style';
import { answer, ask, plain, reason, toText } from './boundary.js';
import { ATTRIBUTES, CANCELABLE, PROPERTIES } from './contract.js';
import { Fault, fit, isWhole, later, load, onBroken } from './program.js';
import { showFault, stillCopy } from './fault.js';

/** An element that was taken out may be put back within this time without losing what is on screen. */
const GRACE = 1000;
/** So long after a change the case is kept as text, for export after a crash. */
const PAUSE = 1000;
/** So long a person may take to sign: a device is found, its secret typed. */
const SIGNING = 280_000;
/** So long until the program's second part is asked for again. */
const AGAIN = 5000;

const sheets = new WeakMap();

/** The stylesheet of a document; a constructed sheet belongs to the document it was made in. */
function sheetOf(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new document.defaultView.CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(document, sheet);
  }
  return sheet;
}

export class GovcloudRequest extends HTMLElement {
  static observedAttributes = ATTRIBUTES.map(([name]) => name);

  #given = new Map();
  #state = 'loading';
  /** Counts connections and disconnections: what was begun for an earlier one is let go. */
  #turn = 0;
  /** The turn in which the form was mounted. */
  #began = 0;
  #mounted = null;
  #place = null;
  #fault = null;
  #stopListening = null;
  #updating = false;
  #sources = new Map();
  /** The place that the program was given, or told that it cannot be had. */
  #settled = null;
  #lastCase = null;
  /** The catalog as text, for the worker that fits lists by it. */
  #catalog = '';
  #keeping = 0;
  #waiting = [];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  /** How the element is: loading, ready, failed or broken. */
  get state() {
    return this.#state;
  }

  connectedCallback() {
    const turn = ++this.#turn;
    this.#upgrade();
    const sheet = sheetOf(this.ownerDocument);
    if (!this.shadowRoot.adoptedStyleSheets.includes(sheet)) this.shadowRoot.adoptedStyleSheets = [sheet];
    if (!this.#mounted && this.#state !== 'broken') this.#begin(turn);
  }

  disconnectedCallback() {
    const turn = ++this.#turn;
    if (this.#state === 'broken') return;
    this.#quietly((mounted) => mounted.save_now());
    setTimeout(() => {
      if (turn === this.#turn) this.#end();
    }, GRACE);
  }

  /** Moved with `moveBefore`: nothing is lost, so nothing is done. */
  connectedMoveCallback() {}

  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.#update();
  }

  exportCase() {
    if (this.#state === 'broken') {
      return this.#lastCase === null ? Promise.reject(this.#fault) : Promise.resolve(this.#lastCase);
    }
    return this.#call((mounted) => mounted.export_case());
  }

  importCase(text) {
    return this.#call((mounted) => mounted.import_case(String(text)));
  }

  review() {
    return this.#call((mounted) => later().then(() => JSON.parse(mounted.review())));
  }

  focusPath(pointer) {
    return this.#call((mounted) => mounted.focus_path(String(pointer)));
  }

  print() {
    return this.#call((mounted) => mounted.print());
  }

  saveNow() {
    return this.#call((mounted) => mounted.save_now());
  }

  lock() {
    return this.#call((mounted) => mounted.lock());
  }

  /** Properties that were set before the class was known stand in its way: they are set again. */
  #upgrade() {
    for (const name of [...ATTRIBUTES.map(([, property]) => property), ...PROPERTIES]) {
      if (Object.prototype.hasOwnProperty.call(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
  }

  async #begin(turn) {
    this.#state = 'loading';
    this.shadowRoot.replaceChildren(this.ownerDocument.createElement('slot'));
    try {
      const program = await load(this.wasmUrl);
      if (turn !== this.#turn) return;
      this.#began = turn;
      const place = this.ownerDocument.createElement('div');
      place.className = 'gcr-place';
      this.#place = place;
      this.#sources.clear();
      this.#settled = null;
      // Into the page first, so that what the form measures at its first rendering is true.
      this.shadowRoot.append(place);
      this.#mounted = program.mount(place, this.#page(), this.#settings());
      this.#stopListening = onBroken((fault) => this.#break(fault));
      this.#complete(program, turn);
      this.#feed();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error instanceof Fault ? error : startFault(error));
    }
  }

  /**
   * The program's second part: keeping, judging, the resource table. Without it the form can be filled in
   * and exported; it is tried again until it is there.
   */
  #complete(program, turn) {
    if (isWhole()) return;
    const current = () => turn === this.#began && this.#mounted !== null;
    later().then(
      () => {
        if (!current()) return;
        this.#quietly((mounted) => mounted.update(this.#settings()));
        // What could not be read without it is brought once more.
        this.#feed();
      },
      (fault) => {
        if (!current()) return;
        this.#report(fault);
        setTimeout(() => current() && this.#complete(program, turn), AGAIN);
      },
    );
  }

  #end() {
    this.#stopListening?.();
    clearTimeout(this.#keeping);
    const mounted = this.#mounted;
    this.#mounted = null;
    this.#place = null;
    this.#state = 'loading';
    this.#turn++;
    if (mounted) {
      mounted.unmount();
      mounted.free();
    }
    this.shadowRoot.replaceChildren();
  }

  /** What the program may ask of the page. Texts in, texts out. */
  #page() {
    return {
      tell: (name, detail) => this.#tell(name, JSON.parse(detail)),
      headers: (asked) => this.#headers(JSON.parse(asked)),
      submit: (envelope) => this.#submit(JSON.parse(envelope)),
      asks_headers: () => [this.requestHeaders, this.sign].some((given) => typeof given === 'function'),
      fit: (list, asked, told) => this.#fit({ make: this.worker, catalog: this.#catalog, list, asked, told }),
      refresh: () => this.#refresh(),
      gives_storage_key: () => typeof this.storageKey === 'function',
      storage_key: () => this.#storageKey(),
      takes_submission: () => typeof this.submitHandler === 'function',
    };
  }

  #tell(name, detail) {
    if (name === 'gcr-ready') {
      // The form says so while it is being mounted: the page hears it when it can ask something of it.
      queueMicrotask(() => this.#mounted && this.#ready());
      return true;
    }
    if (name === 'gcr-changed') this.#keepSoon();
    if (name === 'gcr-locked') {
      clearTimeout(this.#keeping);
      this.#lastCase = null;
    }
    return this.#send(name, detail);
  }

  #send(name, detail) {
    const cancelable = CANCELABLE.includes(name);
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  #ready() {
    this.#state = 'ready';
    for (const child of [...this.shadowRoot.children]) if (child !== this.#place) child.remove();
    this.#waiting.splice(0).forEach((go) => go());
    this.#send('gcr-ready', null);
  }

  async #headers(asked) {
    const { sealed, ...request } = asked;
    const signed = sealed && typeof this.sign === 'function' ? await this.#signed(sealed) : [];
    const answer = typeof this.requestHeaders === 'function' ? await ask(this.requestHeaders, request) : null;
    const headers = Object.entries(answer ?? {}).map(([name, value]) => [name, String(value)]);
    return JSON.stringify([...headers, ...signed]);
  }

  /** The header with the signature that the page's device makes over the digest of a frozen envelope. */
  async #signed({ key, digest }) {
    let signature;
    try {
      signature = await ask(() => this.sign(digest, { key }), null, SIGNING);
    } catch (error) {
      throw new Error(`签名失败 signing failed: ${reason(error)}`);
    }
    // Without a signature nothing is sent: an application that must be signed is not sent unsigned.
    if (typeof signature !== 'string' || !/^[\w+/=-]{1,1024}$/.test(signature)) {
      throw new Error('没有得到签名 no signature was given');
    }
    return [['X-Envelope-Signature', signature]];
  }

  /** The page's key for what is kept on the device, as one that this script cannot read; null where it gives none. */
  async #storageKey() {
    if (typeof this.storageKey !== 'function') return null;
    const given = await answer(this.storageKey, { owner: this.owner });
    const { subtle } = crypto;
    if (given instanceof CryptoKey) {
      const fits = given.algorithm.name === 'AES-GCM' && ['encrypt', 'decrypt'].every((use) => given.usages.includes(use));
      if (fits) return given;
    } else if ((given instanceof ArrayBuffer || given instanceof Uint8Array) && given.byteLength === 32) {
      return subtle.importKey('raw', given, 'AES-GCM', false, ['encrypt', 'decrypt']);
    }
    throw new TypeError('storageKey: AES-GCM CryptoKey / 32 bytes');
  }

  async #submit(envelope) {
    try {
      return JSON.stringify(await ask(this.submitHandler, envelope));
    } catch (error) {
      // Whether it arrived is not known: a failure to answer is no refusal.
      return JSON.stringify({ outcome: 'unknown', message: reason(error) });
    }
  }

  /** Has a list fitted beside the page; what keeps it from that is reported. */
  async #fit(job) {
    const outcome = await fit(job);
    if (!(outcome instanceof Error)) return outcome;
    this.#report(outcome);
    return [JSON.stringify([outcome.words.zh, outcome.words.en])];
  }

  #settings() {
    const settings = { today: localDay(), whole: isWhole() };
    for (const [name, property] of ATTRIBUTES) {
      const value = this.getAttribute(name);
      if (value !== null) settings[property] = value;
    }
    settings.registerComing = this.#given.get('registerData') != null || Boolean(this.getAttribute('register'));
    settings.journalComing = this.#given.get('journalData') != null || Boolean(this.getAttribute('journal'));
    const place = this.#placeWanted();
    settings.place = place === '' ? 'province' : place === this.#settled ? 'here' : 'coming';
    return JSON.stringify(settings);
  }

  /** Several attributes changed in one go are one update. */
  #update() {
    if (this.#updating || !this.#mounted) return;
    this.#updating = true;
    queueMicrotask(() => {
      this.#updating = false;
      this.#quietly((mounted) => mounted.update(this.#settings()));
      this.#feed();
    });
  }

  /** What the page gives as the place, or where it is; empty for the province, which needs no data. */
  #placeWanted() {
    return this.#given.get('jurisdictionData') ?? placeAddress(this.jurisdiction);
  }

  /** Brings catalog, place, journal and case to the program, each once for each source that the page names. */
  #feed() {
    const use = (source, given, address, take, fail) => {
      const value = this.#given.get(given) ?? null;
      const wanted = value ?? address ?? '';
      if (this.#sources.get(source)?.wanted === wanted) return;
      const wish = { wanted };
      this.#sources.set(source, wish);
      if (wanted === '') return;
      const turn = this.#turn;
      const current = () => this.#sources.get(source) === wish && this.#mounted !== null;
      // The program's second part reads catalogs, places and journals, and shows what a case is about.
      Promise.all([this.#textOf(value, wanted, source), later()]).then(
        ([text]) => current() && this.#quietly((mounted) => take(mounted, text, wanted)),
        (fault) => {
          if (!current() || turn > this.#turn) return;
          this.#quietly((mounted) => fail(mounted, fault, wanted));
          if (!isWhole()) this.#sources.delete(source);
        },
      );
    };
    use('place', 'jurisdictionData', placeAddress(this.jurisdiction),
      (mounted, text, wanted) => {
        this.#settled = wanted;
        mounted.jurisdiction(text);
      },
      (mounted, fault, wanted) => {
        this.#settled = wanted;
        mounted.no_jurisdiction(fault.words.zh, fault.words.en);
      });
    use('catalog', 'catalogData', this.getAttribute('catalog'),
      (mounted, text) => {
        this.#catalog = text;
        mounted.catalog(text);
      },
      (mounted, fault) => mounted.no_catalog(fault.words.zh, fault.words.en));
    use('journal', 'journalData', this.getAttribute('journal'),
      (mounted, text) => mounted.journal(text),
      (mounted, fault) => mounted.no_journal(fault.words.zh, fault.words.en));
    use('register', 'registerData', this.getAttribute('register'),
      (mounted, text) => mounted.register(text),
      (mounted, fault) => mounted.no_register(fault.words.zh, fault.words.en));
    use('case', 'caseFile', this.getAttribute('case'),
      (mounted, text) => mounted.open_case(text),
      (mounted, fault) => mounted.no_case(fault.words.zh, fault.words.en));
  }

  /** The newest journal is wanted: fetched again, or asked of the page where the page gave it. */
  #refresh() {
    this.#send('gcr-journal', null);
    if (this.#given.get('journalData') != null) return;
    this.#sources.delete('journal');
    this.#feed();
  }

  async #textOf(value, address, source) {
    if (value !== null) {
      try {
        return toText(value);
      } catch (error) {
        throw new Fault('unreadable', `页面给出的数据无法读取：${reason(error)}。`, `What the page gave cannot be read: ${reason(error)}.`);
      }
    }
    let answer;
    try {
      // Journals grow while somebody looks at it.
      const cache = ['journal', 'register'].includes(source) ? 'no-cache' : 'default';
      answer = await fetch(address, { credentials: 'same-origin', headers: { Accept: 'application/json' }, cache });
    } catch {
      throw new Fault('unreachable', `无法取得 ${address}，请检查网络后刷新页面。`, `${address} cannot be fetched. Check the network and reload the page.`);
    }
    if (!answer.ok) {
      throw new Fault('unreachable', `${address} 返回 HTTP ${answer.status}，请联系门户管理员。`, `${address} answers HTTP ${answer.status}. Tell the portal's administrator.`);
    }
    return answer.text();
  }

  /** Keeps the case as text after a pause, so that it can be exported when the program is gone. */
  #keepSoon() {
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#quietly((mounted) => {
      this.#lastCase = mounted.export_case();
    }), PAUSE);
  }

  #call(deed) {
    return new Promise((resolve, reject) => {
      const go = () => {
        if (this.#fault) return reject(this.#fault);
        try {
          resolve(deed(this.#mounted));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      if (this.#state === 'ready' || this.#fault) go();
      else this.#waiting.push(go);
    });
  }

  /** For what the page did not ask for: a failure is told by the program itself. */
  #quietly(deed) {
    if (!this.#mounted || this.#state === 'broken') return;
    try {
      deed(this.#mounted);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    }
  }

  #fail(fault) {
    if (fault.code === 'broken') return this.#break(fault);
    this.#state = 'failed';
    this.#fault = fault;
    const retry = () => {
      this.#fault = null;
      this.#begin(++this.#turn);
    };
    showFault(this.shadowRoot, this.ownerDocument, fault, { retry, lang: this.lang });
    this.#waiting.splice(0).forEach((go) => go());
    this.#report(fault);
  }

  /** The program is gone for every element: what was typed stays readable, and can be exported. */
  #break(fault) {
    this.#state = 'broken';
    this.#fault = fault;
    clearTimeout(this.#keeping);
    if (this.#place) {
      const still = stillCopy(this.#place);
      this.#place.replaceWith(still);
      this.#place = still;
    }
    showFault(this.shadowRoot, this.ownerDocument, fault, { text: this.#lastCase, lang: this.lang });
    this.#waiting.splice(0).forEach((go) => go());
    this.#report(fault);
  }

  #report(fault) {
    const detail = { code: fault.code, message: { ...fault.words } };
    this.#send('gcr-faulted', detail);
  }

  static {
    for (const [attribute, property] of ATTRIBUTES) {
      if (property === 'lang') continue;
      Object.defineProperty(this.prototype, property, {
        configurable: true,
        enumerable: true,
        get() {
          return this.getAttribute(attribute) ?? '';
        },
        set(value) {
          if (value === null || value === undefined) this.removeAttribute(attribute);
          else this.setAttribute(attribute, String(value));
        },
      });
    }
    for (const property of PROPERTIES) {
      Object.defineProperty(this.prototype, property, {
        configurable: true,
        enumerable: true,
        get() {
          return this.#given.get(property) ?? null;
        },
        set(value) {
          this.#given.set(property, value ?? null);
          this.#update();
        },
      });
    }
  }
}

/** Where the data of a place are: those that ship lie beside the script, and the province needs none. */
function placeAddress(place) {
  if (place === '' || place === 'heilongjiang') return '';
  return /^[a-z0-9-]+$/.test(place) ? new URL(`./jurisdictions/${place}.json`, import.meta.url).href : place;
}

/** The day where the person is. */
function localDay() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function startFault(error) {
  return new Fault('start', `申请表无法启动：${reason(error)}。请刷新页面。`, `The form cannot start: ${reason(error)}. Reload the page.`);
}
