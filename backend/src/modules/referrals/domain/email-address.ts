/** Domains whose owner ignores dots in the part before the @. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/**
 * One form for all spellings that reach the same mailbox: lower case, without `+tag`, and without dots where Google
 * ignores them. Other providers do tell dots apart, and so do we.
 */
export function normalisedAddress(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 1) return lower;
  const domain = DOTLESS.has(lower.slice(at + 1)) ? 'gmail.com' : lower.slice(at + 1);
  const plain = lower.slice(0, at).split('+')[0] || lower.slice(0, at);
  const local = domain === 'gmail.com' ? plain.replaceAll('.', '') || plain : plain;
  return `${local}@${domain}`;
}
