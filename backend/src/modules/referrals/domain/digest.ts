import { createHash } from 'node:crypto';

export { canonicalJson, digestOf } from '../../../platform/crypto/index.js';

/** The same words give the same id on every machine and in every rebuild. Version 8: a UUID of the maker's own rules. */
export function idFrom(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
