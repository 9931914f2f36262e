// @ts-check
/// <reference lib="dom" />
// What runs in pages of a browser: each function is sent there as it is, and knows nothing of this file.

/** @typedef {{ method: string, path: string, body?: object }} Change */
/** @typedef {{ name: string, value: string }} Field */

/** In a page of ours. @param {Change} change @returns {Promise<number>} status */
export async function askOwn({ method, path, body }) {
  const answer = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/**
 * In the bad page: what scripts can send without and with asking first.
 * @param {{ site: string, change: Change }} attack
 * @returns {Promise<number>} how many were sent
 */
export async function sendAll({ site, change: { method, path, body } }) {
  const url = site + path;
  const json = JSON.stringify(body ?? {});
  const secretly = /** @type {const} */ ({ mode: 'no-cors', credentials: 'include' });
  const asking = /** @type {const} */ ({ mode: 'cors', credentials: 'include' });
  const jsonType = { 'content-type': 'application/json' };
  /** @type {(() => Promise<unknown>)[]} */
  const tries = [
    () => fetch(url, { ...secretly, method: 'POST' }),
    () => fetch(url, { ...secretly, method: 'POST', body: json }),
    () =>
      fetch(url, {
        ...secretly,
        method: 'POST',
        body: json,
        headers: { 'content-type': 'text/plain;application/json' },
      }),
    () => fetch(url, { ...secretly, method: 'POST', body: json, headers: jsonType }),
    () => fetch(url, { ...secretly, method: 'POST', body: new Blob([json]) }),
    () => fetch(url, { ...secretly, method: 'POST', body: new URLSearchParams({ json }) }),
    () => fetch(url, { ...secretly, method: 'POST', body: json, keepalive: true }),
    () => fetch(url, { ...asking, method, ...(body && { body: json, headers: jsonType }) }),
    () =>
      fetch(url, {
        ...asking,
        method,
        ...(body && { body: json, headers: { 'content-type': 'text/plain' } }),
      }),
    async () => navigator.sendBeacon(url, json),
    async () => navigator.sendBeacon(url, new Blob([json], { type: 'application/json' })),
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open(method, url);
        request.withCredentials = true;
        request.onloadend = resolve;
        request.send(json);
      }),
  ];
  for (const send of tries) await send().catch(() => undefined);
  return tries.length;
}

/**
 * In the bad page: a form, to a frame or with the whole page.
 * @param {{ action: string, kind: string, field: Field, target: string }} attack  `none` is a form without anything in it
 */
export function submitForm({ action, kind, field, target }) {
  const form = Object.assign(document.createElement('form'), { action, method: 'POST', target });
  if (target !== '_self')
    document.body.append(Object.assign(document.createElement('iframe'), { name: target }));
  if (kind !== 'none') {
    form.enctype = kind;
    form.append(Object.assign(document.createElement('input'), field));
  }
  document.body.append(form);
  form.submit();
}
