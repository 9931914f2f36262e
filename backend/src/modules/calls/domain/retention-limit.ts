import { firstIdAt } from '../../../platform/crypto/index.js';

const DAY_MS = 86_400_000;

/** The id below which calls are older than so many days. */
export const retentionLimit = (days: number, now: Date): string => firstIdAt(now.getTime() - days * DAY_MS);
