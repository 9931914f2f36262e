/** By what a caller may be known: the site's own id for its visitor, an address, a number. */
export type CallerIdentityKind = 'userId' | 'email' | 'phone';

export interface CallerIdentity {
  readonly kind: CallerIdentityKind;
  /** As `normalised` gives it. */
  readonly value: string;
}

/** No mailbox has a longer name, and without a bound a long word would be read again from each of its letters. */
const EMAIL = /[^\s@<>()[\],;:"'`]{1,64}@[^\s@<>()[\],;:"'`]+\.[a-z]{2,}/giu;
/** Not a part of a longer word or number, so that ids and times are no numbers of people. */
const PHONE = /(?<![\w.:-])\+?\(?\d[\d ()./-]{4,22}\d(?![\w:-])/gu;
const ID_OR_TIME = /^([0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT.*)$/i;
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** Of a longer number only the end is looked at: `+49 170 1234567` and `0170 1234567` are one. */
const TELLING_DIGITS = 9;

/** One spelling of what may be written in many ways; undefined where it is no such thing. */
export function normalised(kind: CallerIdentityKind, text: string): string | undefined {
  if (kind === 'userId') return text.trim() || undefined;
  if (kind === 'email') return text.trim().toLowerCase().replace(/\.+$/, '') || undefined;
  const digits = text.replace(/\D/g, '');
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return undefined;
  return digits.slice(-TELLING_DIGITS);
}

/** Addresses and numbers in whatever is kept, each once. Texts are searched wherever they stand in `record`. */
export function identitiesIn(record: unknown): CallerIdentity[] {
  const found = new Map<string, CallerIdentity>();
  const keep = (kind: CallerIdentityKind, text: string): void => {
    const value = normalised(kind, text);
    if (value !== undefined) found.set(`${kind}:${value}`, { kind, value });
  };
  for (const text of textsIn(record)) {
    if (ID_OR_TIME.test(text)) continue;
    for (const [address] of text.matchAll(EMAIL)) keep('email', address);
    for (const [number] of text.matchAll(PHONE)) keep('phone', number);
  }
  return [...found.values()];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
