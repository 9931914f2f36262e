/** What a request says about itself, as far as counting clicks looks at it. Header names are in lower case. */
export interface Visit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The partner looks at a link of their own. */
  readonly own: boolean;
}

export type RejectReason =
  | 'method'
  | 'prefetch'
  | 'not_navigation'
  | 'no_user_agent'
  | 'bot'
  | 'own_session'
  | 'no_consent'
  | 'repeated';

/**
 * Programs that fetch links for previews, archives, searches and tests. Names that phones and browsers bear too are left
 * out: who is missed costs a count at most, and counts carry no money.
 */
const BOTS =
  /(?<!cu)bot(?:\b|[/_-])|crawl|spider|slurp|preview|facebookexternalhit|meta-external|whatsapp\/|skypeuri|embedly|quora link|outbrain|vkshare|w3c_|validator|monitor|uptime|pingdom|lighthouse|headless|phantomjs|puppeteer|playwright|selenium|^curl|^wget|python|^java\/|okhttp|go-http-client|node-fetch|^node$|undici|axios|libwww|httpclient|apache-http|ruby|scrapy|safelinks|proofpoint|barracuda|mimecast|urlscan|favicon|scanner/i;
const EARLY = /prefetch|prerender|preview/i;

/** Loaded ahead of time, or as a part of another page, no person follows the link: nothing is remembered either. */
export function isNavigation({ method, headers }: Visit): boolean {
  return rejectionOfLoading(method, headers) === undefined;
}

/** Why a visit is not counted; undefined where it is. */
export function rejectionOf(visit: Visit): RejectReason | undefined {
  const { method, headers, own } = visit;
  const loading = rejectionOfLoading(method, headers);
  if (loading) return loading;
  const agent = text(headers['user-agent']).trim();
  if (agent === '') return 'no_user_agent';
  if (BOTS.test(agent)) return 'bot';
  if (own) return 'own_session';
  return refusesStorage(visit) ? 'no_consent' : undefined;
}

/** The visitor's browser asks not to be followed; then the code travels in the address and nothing is stored. */
export function refusesStorage({ headers }: Pick<Visit, 'headers'>): boolean {
  return text(headers['sec-gpc']).trim() === '1' || text(headers.dnt).trim() === '1';
}

/** Where visitors are asked before their browser remembers anything. */
export interface AskingPolicy {
  /** Countries as ISO 3166 writes them, in capital letters. */
  readonly in: 'everywhere' | 'nowhere' | readonly string[];
  /** Name, in lower case, of the header in which the operator's own proxy names the visitor's country. */
  readonly countryHeader: string | undefined;
}

/** What databases of addresses say in place of a country that they do not know. */
const NO_COUNTRY = new Set(['AP', 'EU', 'XX', 'ZZ']);

/** A visitor of whom nobody knows where they are is asked: to have asked once too often does no harm. */
export function asksFirst(headers: Visit['headers'], { in: places, countryHeader }: AskingPolicy): boolean {
  if (typeof places === 'string') return places === 'everywhere';
  const country = text(countryHeader && headers[countryHeader])
    .trim()
    .toUpperCase();
  const known = /^[A-Z]{2}$/.test(country) && !NO_COUNTRY.has(country);
  return !known || places.includes(country);
}

function rejectionOfLoading(method: string, headers: Visit['headers']): RejectReason | undefined {
  if (method !== 'GET') return 'method';
  if (['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].some((name) => EARLY.test(text(headers[name]))))
    return 'prefetch';
  const mode = text(headers['sec-fetch-mode']);
  const destination = text(headers['sec-fetch-dest']);
  if ((mode !== '' && mode !== 'navigate') || (destination !== '' && destination !== 'document'))
    return 'not_navigation';
  return undefined;
}

export const deviceClassOf = (agent: string): 'phone' | 'tablet' | 'desktop' =>
  /ipad|tablet|kindle/i.test(agent) ? 'tablet' : /mobi|iphone|android/i.test(agent) ? 'phone' : 'desktop';

/** Who sent the visitor, by host alone. */
export function hostOf(referer: string | undefined): string | null {
  if (referer === undefined || !URL.canParse(referer)) return null;
  return new URL(referer).hostname.slice(0, 253) || null;
}

const AD_MARKS = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'ttclid', 'twclid', 'li_fat_id'];

/** Which advertiser's mark the address carries: such a click was paid for, maybe under our own name. */
export function paidAdOf(query: string): string | null {
  const names = new URLSearchParams(query);
  return AD_MARKS.find((mark) => names.has(mark)) ?? null;
}

const text = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '');
