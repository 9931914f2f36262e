import { firstIdAt } from '../../../platform/crypto/index.js';

const DAY_MS = 86_400_000;

/** What was there before is older than so many days. */
export const retentionStart = (days: number, now: Date): Date => new Date(now.getTime() - days * DAY_MS);

/** The id below which calls are older than so many days. */
export const retentionLimit = (days: number, now: Date): string =>
  firstIdAt(retentionStart(days, now).getTime());
