import { z } from 'zod';
import { Timestamp } from './common.js';

export const MAX_RETENTION_DAYS = 3_650;

const RetentionDays = z.int().min(1).max(MAX_RETENTION_DAYS);

/**
 * For how long calls are kept. What was said and by whom goes then; counts, minutes and costs stay. What tools booked and
 * answered outside of calls goes at the same age.
 */
export const CallRetention = z
  .object({
    /** Days from the beginning of a call; null keeps calls until somebody erases them. */
    callDays: RetentionDays.nullable(),
    /** When that was chosen, or the team began, with 90 days; null for a team from before that, which keeps all it has. */
    changedAt: Timestamp.nullable(),
  })
  .meta({ id: 'CallRetention' });
export type CallRetention = z.infer<typeof CallRetention>;

export const SetCallRetention = z
  .object({ callDays: RetentionDays.nullable() })
  .strict()
  .meta({ id: 'SetCallRetention' });
export type SetCallRetention = z.infer<typeof SetCallRetention>;

export const RetentionPreviewQuery = z.object({ callDays: z.coerce.number().pipe(RetentionDays) });
export type RetentionPreviewQuery = z.infer<typeof RetentionPreviewQuery>;

/** What a period would erase if it were chosen now. */
export const RetentionPreview = z
  .object({
    calls: z.int(),
    /** When the oldest call that is still kept began; null where there is none. */
    oldestCallAt: Timestamp.nullable(),
  })
  .meta({ id: 'RetentionPreview' });
export type RetentionPreview = z.infer<typeof RetentionPreview>;
