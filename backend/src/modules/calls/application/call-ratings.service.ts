import { Injectable } from '@nestjs/common';
import { RATING_CHANGEABLE_MS, type CallRating, type RateCall } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { CallKey } from '../persistence/call-log.repository.js';
import { VisitorAnswersRepository, type RatingOutcome } from '../persistence/visitor-answers.repository.js';
import { toRating } from './call.mapping.js';
import { RatingTokens } from './rating-tokens.js';

/** Takes what visitors think of their calls. */
@Injectable()
export class CallRatings {
  constructor(
    private readonly tokens: RatingTokens,
    private readonly database: TenantDatabase,
    private readonly answers: VisitorAnswersRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async rate(token: string | undefined, callId: string, rating: RateCall): Promise<CallRating> {
    const ticket = token === undefined ? undefined : await this.tokens.verify(token);
    if (ticket?.callId !== callId)
      throw new AppError('unauthenticated', { message: 'Rate a call with the ratingToken of its session.' });
    const saved = await this.database.withTenant(ticket.tenantId, (tx) => this.keep(tx, ticket, rating));
    if (saved === 'no-call') throw new AppError('call_not_found');
    if (saved === 'too-late')
      throw new AppError('conflict', { message: 'This rating can no longer be changed.' });
    return toRating(saved);
  }

  private async keep(tx: Transaction, ticket: CallKey, rating: RateCall): Promise<RatingOutcome> {
    const saved = await this.answers.rate(tx, ticket, rating, this.clock.now(), RATING_CHANGEABLE_MS);
    if (typeof saved === 'object')
      await this.outbox.append(tx, ticket.tenantId, 'call.rated', { callId: ticket.callId });
    return saved;
  }
}
