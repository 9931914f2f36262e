import type { RateCall } from '@orbisvoice/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { VisitorAnswers } from '../domain/call-record.js';
import type { CallKey } from './call-log.repository.js';
import { CallRatingEntity } from './call-rating.entity.js';
import { ConsentReceiptEntity } from './consent-receipt.entity.js';

export type RatingOutcome = 'no-call' | 'too-late' | NonNullable<VisitorAnswers['rating']>;

interface SavedRating {
  there: boolean;
  rating: number | null;
  comment: string | null;
  at: Date | null;
}

/** What visitors answered: consent before a call, a rating after it. */
@Injectable()
export class VisitorAnswersRepository {
  async ofCalls(
    tx: EntityManager,
    tenantId: TenantId,
    callIds: readonly string[],
  ): Promise<Map<string, VisitorAnswers>> {
    const where = { tenantId, callId: In([...callIds]) };
    const answers = new Map<string, VisitorAnswers>(callIds.map((id) => [id, {}]));
    for (const { callId, accepted, version, answeredAt } of await tx.findBy(ConsentReceiptEntity, where))
      answers.set(callId, { consent: { accepted, version, at: answeredAt } });
    for (const { callId, rating, comment, ratedAt } of await tx.findBy(CallRatingEntity, where))
      answers.set(callId, { ...answers.get(callId), rating: { rating, comment, at: ratedAt } });
    return answers;
  }

  /**
   * Keeps a rating, or changes one that is younger than `changeableMs`. The call is held meanwhile, so that an erasure
   * takes the comment along or is found here.
   */
  async rate(
    tx: EntityManager,
    { tenantId, callId }: CallKey,
    { rating, comment }: RateCall,
    at: Date,
    changeableMs: number,
  ): Promise<RatingOutcome> {
    const rows = await tx.query<SavedRating[]>(
      `with call as (
         select id from calls
         where tenant_id = $1 and id = $2 and erased_at is null and status <> 'created' for no key update
       ), saved as (
         insert into call_ratings (tenant_id, call_id, rating, comment, rated_at)
         select $1, id, $3, $4, $5 from call
         on conflict (tenant_id, call_id) do update set rating = excluded.rating, comment = excluded.comment
         where call_ratings.rated_at > $5::timestamptz - $6 * interval '1 ms'
         returning rating, comment, rated_at
       ), counted as (
         update calls set rating = saved.rating from saved where tenant_id = $1 and id = $2
       )
       select exists (select from call) as there, saved.rating, saved.comment, saved.rated_at as at
       from (select) as one left join saved on true`,
      [tenantId, callId, rating, comment ?? null, at, changeableMs],
    );
    const [saved] = rows;
    if (!saved?.there) return 'no-call';
    if (saved.rating === null || saved.at === null) return 'too-late';
    return { rating: saved.rating, comment: saved.comment, at: saved.at };
  }
}
