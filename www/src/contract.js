// Made from src/element/contract.rs. Do not edit.

/** Attribute and the property that mirrors it. */
export const ATTRIBUTES = [
  ['lang', 'lang'],
  ['mode', 'mode'],
  ['catalog', 'catalog'],
  ['as-of', 'asOf'],
  ['jurisdiction', 'jurisdiction'],
  ['errand', 'errand'],
  ['as-role', 'asRole'],
  ['journal', 'journal'],
  ['view', 'view'],
  ['register', 'register'],
  ['year', 'year'],
  ['case', 'case'],
  ['owner', 'owner'],
  ['action', 'action'],
  ['status', 'status'],
  ['upload', 'upload'],
  ['profile', 'profile'],
  ['lock-after', 'lockAfter'],
  ['wasm-url', 'wasmUrl'],
];

/** Properties that a page may set and that have no attribute. */
export const PROPERTIES = ['catalogData', 'jurisdictionData', 'caseFile', 'journalData', 'registerData', 'requestHeaders', 'sign', 'worker', 'submitHandler', 'storageKey'];

/** Events that a page may stop. */
export const CANCELABLE = ['gcr-submitting'];
