import ipaddr from 'ipaddr.js';

const MAX_URL_CHARS = 2_048;
const MAX_HOST_CHARS = 253;
/** Names that mean this machine or the network around it, whatever a resolver may say. */
const LOCAL_NAME =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa|arpa|onion|test|invalid)$/;

/** Why a URL may not be called, in words for the person who writes it. Undefined where it may. */
export function targetFault(text: string, allowed: ReadonlySet<string>): string | undefined {
  if (text.length > MAX_URL_CHARS) return `is longer than ${MAX_URL_CHARS} characters`;
  // The URL parser forgives these; a person who reads the address would see another one than is called.
  if (/[\u0000-\u0020\\\u007f]/.test(text)) return 'contains a blank, a backslash or a control character';
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.username || url.password) return 'must not hold a user name or password';
  if (isAllowed(url, allowed)) return undefined;
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.port !== '') return 'must use the usual port';
  return hostFault(url.hostname);
}

/** Whether an operator opened exactly this host and port, for development and tests. */
export const isAllowed = (url: URL, allowed: ReadonlySet<string>): boolean =>
  (url.protocol === 'https:' || url.protocol === 'http:') && allowed.has(hostAndPort(url));

const hostAndPort = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;

function hostFault(hostname: string): string | undefined {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (host.length > MAX_HOST_CHARS) return 'has too long a host name';
  if (host.startsWith('[') || ipaddr.isValid(host)) return 'must name a host, not an address';
  if (!host.includes('.') || LOCAL_NAME.test(host)) return 'must name a host of the public internet';
  return undefined;
}
