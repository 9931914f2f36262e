import type { Terms } from '../../../src/modules/referrals/domain/terms.js';

/** Versions begin one after the other. */
export const termsOn = (terms: readonly Terms[], at: number): Terms =>
  terms.reduce((found, next) => (next.effectiveFrom <= at ? next : found));
