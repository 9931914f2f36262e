import { z } from 'zod';
import { FOLLOW_UP_REASONS } from './call-words.js';
import { PageQuery, Timestamp, Uuid } from './common.js';

export const FollowUpReason = z.enum(FOLLOW_UP_REASONS);
export type FollowUpReason = z.infer<typeof FollowUpReason>;

/** A call that somebody of the team should look at. */
export const FollowUp = z
  .object({
    id: Uuid,
    callId: Uuid,
    agentId: Uuid,
    agentName: z.string(),
    reason: FollowUpReason,
    openedAt: Timestamp,
    /** Null until somebody has looked after it. */
    doneAt: Timestamp.nullable(),
  })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof FollowUp>;

export const FollowUpQuery = PageQuery.extend({
  state: z.enum(['open', 'done']).default('open'),
});
export type FollowUpQuery = z.infer<typeof FollowUpQuery>;
