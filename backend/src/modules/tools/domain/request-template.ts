import type { ErrorDetail, ToolHttp, ToolParameters } from '@orbisvoice/contracts';

export interface ToolRequest {
  method: ToolHttp['method'];
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

type Arguments = Readonly<Record<string, unknown>>;

const PLACE = /\{([A-Za-z][A-Za-z0-9_-]{0,63})\}/g;
const SECRET_PLACE = /\{\{([A-Za-z_][A-Za-z0-9_]{0,63})\}\}/g;
const ORIGIN = /^[a-z]+:\/\/[^/?#]*/i;
/** They belong to the connection, which is ours, or would let one request carry a second one. */
const OUR_HEADERS = new Set(
  'host connection content-length transfer-encoding upgrade te trailer expect keep-alive proxy-authorization proxy-connection idempotency-key'.split(
    ' ',
  ),
);
const SCALARS = ['string', 'number', 'integer', 'boolean'];

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]));

/** A URL of the template's shape, to be judged as any other. */
export const sampleUrl = (url: string): string => url.replace(PLACE, 'x');

/** What is wrong with a request before any argument is known. */
export function templateFaults(http: ToolHttp, parameters: ToolParameters): ErrorDetail[] {
  return [...urlFaults(http.url, parameters), ...headerFaults(http)];
}

function urlFaults(url: string, parameters: ToolParameters): ErrorDetail[] {
  const path = 'http.url';
  if (/[{}]/.test(ORIGIN.exec(url)?.[0] ?? ''))
    return [{ path, message: 'may have places behind the host only' }];
  if (/[{}]/.test(sampleUrl(url)))
    return [{ path, message: 'has a brace that is no place; write {argument}' }];
  if (url.includes('#')) return [{ path, message: 'must have no fragment' }];
  const properties = (parameters.properties ?? {}) as Record<string, { type?: unknown }>;
  const required = (parameters.required ?? []) as unknown[];
  return namesIn(url, PLACE).flatMap((name) => {
    if (!SCALARS.includes(String(properties[name]?.type)))
      return [{ path, message: `{${name}} is no parameter that is a text, a number or a boolean` }];
    return required.includes(name) ? [] : [{ path, message: `{${name}} must be a required parameter` }];
  });
}

function headerFaults({ headers, secretNames }: ToolHttp): ErrorDetail[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const path = `http.headers.${name}`;
    if (OUR_HEADERS.has(name.toLowerCase())) return [{ path, message: 'is set by OrbisVoice' }];
    return namesIn(value, SECRET_PLACE)
      .filter((secret) => !secretNames.includes(secret))
      .map((secret) => ({ path, message: `{{${secret}}} is not among secretNames` }));
  });
}

/** The arguments that would change the address itself. */
export function placeFaults(http: ToolHttp, args: Arguments): ErrorDetail[] {
  return namesIn(http.url, PLACE).flatMap((name) => {
    const filled = String(args[name] ?? '');
    // `..` survives every encoding and would climb out of the path; an empty place would name the whole collection.
    return filled === '' || /^\.+$/.test(filled) || !filled.isWellFormed()
      ? [{ path: `args.${name}`, message: 'cannot stand in an address' }]
      : [];
  });
}

/**
 * The request for checked arguments (`placeFaults` is empty).
 * @param secretOf Value of a secret, or what is to be shown in its place.
 */
export function fillRequest(
  http: ToolHttp,
  args: Arguments,
  secretOf: (name: string) => string,
): ToolRequest {
  const placed = new Set(namesIn(http.url, PLACE));
  const rest = Object.entries(args).filter(([name]) => !placed.has(name));
  const url = new URL(http.url.replace(PLACE, (_, name: string) => encodeURIComponent(String(args[name]))));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(http.headers))
    headers[name.toLowerCase()] = value.replace(SECRET_PLACE, (_, secret: string) => secretOf(secret));
  if (http.method === 'GET' || http.method === 'DELETE') {
    for (const [name, value] of rest)
      for (const item of Array.isArray(value) ? value : [value])
        url.searchParams.append(name, queryText(item));
    return { method: http.method, url: url.href, headers, body: undefined };
  }
  const typed = { 'content-type': 'application/json', ...headers };
  return {
    method: http.method,
    url: url.href,
    headers: typed,
    body: JSON.stringify(Object.fromEntries(rest)),
  };
}

const queryText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
