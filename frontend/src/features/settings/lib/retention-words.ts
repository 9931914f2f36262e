import type { RetentionPreview } from '@orbisvoice/contracts';
import { formatDate } from '../../../lib/format.js';

/** What a new team begins with. */
export const USUAL_DAYS = 90;

/** As the contract has it; the form complains in words, this only keeps half-typed numbers from being asked about. */
export const isPeriod = (days: number | null): days is number =>
  days !== null && Number.isInteger(days) && days >= 1 && days <= 3_650;

/** Only a shorter period takes calls away. */
export const isShorter = (next: number | null, now: number | null): boolean =>
  next !== null && (now === null || next < now);

export function previewWords({ calls, oldestCallAt }: RetentionPreview): string {
  if (oldestCallAt === null) return 'There are no calls yet.';
  const oldest = `the oldest is of ${formatDate(oldestCallAt)}`;
  if (calls === 0) return `No call is older than that; ${oldest}.`;
  return `${calls === 1 ? 'One call is' : `${calls.toLocaleString('en')} calls are`} older than that and would be erased at once; ${oldest}.`;
}
