// Made from src/element/contract.rs. Do not edit.

/** What is about to be sent, for which headers are asked. */
export interface HeadersAsked { url: string; method: string; }
export type RequestHeaders =
  (asked: HeadersAsked) => Record<string, string> | Promise<Record<string, string>>;

/** Gives the key of what is kept on the device: of AES-GCM, for encrypting and decrypting, or its 32 bytes. */
export type StorageKey =
  (asked: { owner: string }) => CryptoKey | Uint8Array | ArrayBuffer | Promise<CryptoKey | Uint8Array | ArrayBuffer>;

/** Signs the digest of a frozen envelope. */
export type Sign = (digest: string, of: { key: string }) => string | Promise<string>;

/** Makes a module worker of the address: `(url) => new Worker(policy.createScriptURL(url), { type: 'module' })`. */
export type MakeWorker = (url: string) => Worker | MessagePort | Promise<Worker | MessagePort>;

/** What the page says became of an envelope that it handed in. */
export type SubmitOutcome =
  | { outcome: 'accepted'; reference?: string; key?: string; digest?: string }
  | { outcome: 'rejected'; message: string; code?: 'case-moved'; places?: { path: string; message: string }[] }
  | { outcome: 'unknown'; message?: string };
export type SubmitHandler =
  (envelope: { key: string; digest: string; text: string }) => SubmitOutcome | Promise<SubmitOutcome>;

export interface GovcloudRequestEventMap {
  /** The form can be used */
  'gcr-ready': CustomEvent<null>;
  /** A person changed the case */
  'gcr-changed': CustomEvent<{ edit: number }>;
  /** The case was judged; how many findings of each weight */
  'gcr-reviewed': CustomEvent<{ bars: number, toDo: number, judgement: number, advice: number }>;
  /** The case is about to be sent; where cancelled, the page sends it itself */
  'gcr-submitting': CustomEvent<{ envelope: object, text: string }>;
  /** The portal accepted the case */
  'gcr-accepted': CustomEvent<{ key: string, digest: string, reference: string }>;
  /** The portal refused the case */
  'gcr-rejected': CustomEvent<{ key: string, message: string, places: { path: string, message: string }[] }>;
  /** The form of a step was opened in a case; no errand where the case itself is shown again */
  'gcr-step': CustomEvent<{ reference: string, errand: string | null }>;
  /** The newest journal is wanted: one by address is fetched again, one given as data the page has to renew */
  'gcr-journal': CustomEvent<null>;
  /** What is encrypted on the device was locked */
  'gcr-locked': CustomEvent<null>;
  /** Something of the element's own failed; the person was told the same */
  'gcr-faulted': CustomEvent<{ code: string, message: { zh: string, en: string } }>;
}

export class GovcloudRequest extends HTMLElement {
  /** The language to begin with; a person may choose the other (attribute `lang`) */
  lang: string;
  /** Filled in, or read only (a reviewer's desk) (attribute `mode`) */
  mode: 'edit' | 'view';
  /** Address of the service catalog, a JSON file (attribute `catalog`) */
  catalog: string;
  /** The day by which the case is judged, YYYY-MM-DD; today where absent (attribute `as-of`) */
  asOf: string;
  /** The place by which the case is judged: the name of one that ships (heilongjiang, city-model), or the address of its data, a JSON file (attribute `jurisdiction`) */
  jurisdiction: string;
  /** What the form is for. Where absent, a new case is 部署; with a journal, the case itself is shown first (attribute `errand`) */
  errand: 'deploy' | 'migrate' | 'change' | 'leave' | 'withdraw' | 'appraise' | 'decide' | 'government' | 'procure' | 'confirm' | 'purchase' | 'trial' | 'test' | 'file' | 'activate' | 'advise' | 'settle' | 'hand-over' | 'clear';
  /** The role in which the person takes part in the case; where absent it is only read (attribute `as-role`) */
  asRole: 'department' | 'authority' | 'centre' | 'supplier' | 'treasury';
  /** Address of the journal of a case, JSON: shows where it stands, what was done, and the steps open to the role (attribute `journal`) */
  journal: string;
  /** Shows a view of all cases in place of a form: filings and the yearly summary (authority; the summary also treasury), the budget (treasury), monitoring and advice (centre), a fleet (department, authority, centre) (attribute `view`) */
  view: 'filings' | 'year' | 'budget' | 'monitoring' | 'fleet';
  /** Address of what a view shows: a register of journals (govcloud-register) or a list of services that ran (govcloud-services), JSON (attribute `register`) */
  register: string;
  /** The year of the summary, for the budget the year of payment; where absent a person chooses (attribute `year`) */
  year: string;
  /** Address of a case file to open, JSON (attribute `case`) */
  case: string;
  /** Whose the drafts on this machine are: an opaque name that the portal gives a signed-in person (attribute `owner`) */
  owner: string;
  /** Address that takes an application; where empty the page hands in itself (attribute `action`) */
  action: string;
  /** Address that tells the state of a key; `{key}` in it is replaced (attribute `status`) */
  status: string;
  /** Address that takes an attachment (attribute `upload`) */
  upload: string;
  /** How the portal answers (attribute `profile`) */
  profile: 'rest' | 'ruoyi' | 'ruoyi-thymeleaf' | 'jeecgboot' | 'eladmin' | 'spring-security';
  /** Minutes without a key or a click after which what is encrypted is locked; 0: never, which holds where the page gives the key and says nothing else (attribute `lock-after`) */
  lockAfter: string;
  /** Address of the wasm module; beside the script where absent. The first element that loads on a page decides (attribute `wasm-url`) */
  wasmUrl: string;
  /** The service catalog itself, an object or JSON text; goes before the address */
  catalogData: object | string | null;
  /** The data of the place itself, an object or JSON text; goes before the attribute. Nothing is judged where they cannot be used */
  jurisdictionData: object | string | null;
  /** The case file to open, an object or JSON text; goes before the address */
  caseFile: object | string | null;
  /** The journal of a case, an object or JSON text; goes before the address */
  journalData: object | string | null;
  /** The register or the list of services, an object or JSON text; goes before the address */
  registerData: object | string | null;
  /** Called at the time of sending; gives session, CSRF and signing headers. No answer within 30 seconds is a failure */
  requestHeaders: RequestHeaders | null;
  /** Signs the digest of an envelope (64 hexadecimal digits, as text) with SM2, before each sending; gives r‖s or DER in hexadecimal digits or Base64, which travels as X-Envelope-Signature. Without a signature nothing is sent */
  sign: Sign | null;
  /** Makes the worker in which lists are fitted: gets the address of its script and gives a module worker of it. Needed only where the page's policy keeps the element from making one (require-trusted-types-for); without it the page computes in slices */
  worker: MakeWorker | null;
  /** The page hands in: it gets the envelope and returns the outcome; without a clear one the outcome is unknown */
  submitHandler: SubmitHandler | null;
  /** Gives the key by which what is kept on the device is encrypted: a CryptoKey of AES-GCM, or 32 bytes. Where it is set, drafts, attachments and records of handing in are encrypted with it; called each time they are opened. No answer within 30 seconds is a failure, and nothing is written in the clear */
  storageKey: StorageKey | null;
  /** How the element is */
  readonly state: 'loading' | 'ready' | 'failed' | 'broken';
  /** The case file, canonical JSON text; after a crash the last one kept */
  exportCase(): Promise<string>;
  /** Opens a case file; rejects with the place where it cannot be used, and nothing is lost */
  importCase(text: string): Promise<void>;
  /** Judges the case now and returns the review; rejects where there is no catalog or no place */
  review(): Promise<object>;
  /** Goes to a place such as /fields/unit.name or /needs/0/count */
  focusPath(pointer: string): Promise<void>;
  /** Opens the view to print */
  print(): Promise<void>;
  /** Keeps the draft now, without waiting for a pause in typing */
  saveNow(): Promise<void>;
  /** Keeps the draft, then locks what is encrypted on the device; does nothing where it is not */
  lock(): Promise<void>;

  addEventListener<K extends keyof GovcloudRequestEventMap>(
    type: K, listener: (this: GovcloudRequest, event: GovcloudRequestEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: GovcloudRequest, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'govcloud-request': GovcloudRequest;
  }
}
