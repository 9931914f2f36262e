import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { mayMove, type PayoutState, type PayoutStep } from '../domain/payout.js';
import { PayoutsRepository, type PayoutRecord } from '../persistence/payouts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { FactIntake } from './fact-intake.js';
import type { Operator, WithReason } from './operator.js';

/** What the office does with payouts. Money leaves by hand; the bank's own number of the transfer is kept with it. */
@Injectable()
export class PayoutDesk {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly payouts: PayoutsRepository,
    private readonly intake: FactIntake,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** By somebody else than whoever asked for it. */
  approve(operator: Operator, payoutId: string, why: WithReason): Promise<PayoutRecord> {
    return this.step(operator, payoutId, ['approved'], why.reason, null, (payout) => {
      if (payout.requestedBy === operator.userId)
        throw new AppError('forbidden', { message: 'Somebody else has to approve your payout.' });
    });
  }

  /** @param reference the bank's or processor's number; one payout has one, and one number pays one payout. */
  pay(operator: Operator, payoutId: string, why: WithReason & { reference: string }): Promise<PayoutRecord> {
    return this.step(operator, payoutId, ['sent', 'paid'], why.reason, why.reference);
  }

  /** Gives the money back to the balance, before anything was sent. */
  reject(operator: Operator, payoutId: string, why: WithReason): Promise<PayoutRecord> {
    return this.step(operator, payoutId, ['cancelled'], why.reason, null);
  }

  /** The bank sent a paid sum back. What was paid stays in the books; the return is an entry of its own. */
  reverse(operator: Operator, payoutId: string, why: WithReason): Promise<PayoutRecord> {
    return this.step(operator, payoutId, ['returned'], why.reason, null);
  }

  private step(
    operator: Operator,
    payoutId: string,
    steps: readonly Exclude<PayoutState, 'reserved'>[],
    note: string,
    reference: string | null,
    check: (payout: PayoutRecord) => void = () => undefined,
  ): Promise<PayoutRecord> {
    return this.programme.office(async (tx) => {
      for (const step of steps) {
        const payout = await this.held(tx, payoutId);
        check(payout);
        if (payout.state === step) continue;
        if (!mayMove(payout.state, step))
          throw new AppError('conflict', { message: `This payout is ${payout.state}.` });
        await this.intake.take(tx, this.factOf(step, payoutId, operator, note, reference), 'office');
      }
      await this.audit.record(tx, operator.tenantId, {
        actor: { kind: 'user', id: operator.userId },
        action: `referral_payout.${steps.at(-1)}`,
        targetType: 'referral_payout',
        targetId: payoutId,
      });
      return this.held(tx, payoutId);
    }, operator.tenantId);
  }

  private async held(tx: Transaction, payoutId: string): Promise<PayoutRecord> {
    await this.payouts.hold(tx, payoutId);
    const payout = await this.payouts.find(tx, payoutId);
    if (!payout) throw new AppError('not_found');
    return payout;
  }

  private factOf(
    state: Exclude<PayoutState, 'reserved'>,
    payoutId: string,
    { userId }: Operator,
    note: string,
    reference: string | null,
  ): PayoutStep {
    return {
      type: `payout.${state}`,
      at: this.clock.now().getTime(),
      payoutId,
      reference,
      note,
      actorId: userId,
    };
  }
}
