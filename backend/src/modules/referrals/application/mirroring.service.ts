import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { NO_TENANT, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Fact } from '../domain/fact.js';
import { naturalKey } from '../domain/natural-key.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { MirrorDeliveriesRepository } from '../persistence/mirror-deliveries.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { ReferralMirror, type MirroredFact, type PushResult } from './referral-mirror.port.js';

/** After so many refusals nobody expects another answer. */
const MAX_ATTEMPTS = 8;
/** A process that was sending for longer is dead, and what became of its request nobody knows. */
const SENDING_MS = 60_000;

/**
 * One way, out of the outbox, and never in the transaction of a fact: whatever the mirror does, nothing here waits for
 * it or changes by it.
 */
@Injectable()
export class Mirroring {
  constructor(
    private readonly mirror: ReferralMirror,
    private readonly programme: ProgrammeDatabase,
    private readonly deliveries: MirrorDeliveriesRepository,
    private readonly facts: FactsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** With the fact's own commit. Kinds that a mirror has no place for are noted as such, so that nothing is lost silently. */
  async note(tx: Transaction, fact: Fact): Promise<void> {
    if (!this.mirror.enabled || !MIRRORED.has(fact.type)) return;
    const key = naturalKey(fact);
    const subject = 'tenantId' in fact && fact.tenantId ? fact.tenantId : key;
    if (!(await this.deliveries.add(tx, this.mirror.name, key, subject, this.clock.now()))) return;
    await this.programme.inTenant(tx, NO_TENANT, () =>
      this.outbox.append(tx, NO_TENANT, 'referral.noted', { naturalKey: key }, key),
    );
  }

  /** @throws where it may be tried again, which the queue then does. */
  async deliver(key: string): Promise<void> {
    const fact = await this.claim(key);
    if (!fact) return;
    const result: PushResult = isMirrored(fact)
      ? await this.mirror.push(fact)
      : { outcome: 'unsupported', status: 'no_place_for_it' };
    if (await this.settle(key, result)) throw new AppError('unavailable');
  }

  /** Undefined where there is nothing to send, or nobody may send it any more. */
  private claim(key: string): Promise<Fact | undefined> {
    return this.programme.office(async (tx) => {
      const { name } = this.mirror;
      const delivery = await this.deliveries.hold(tx, name, key);
      const at = this.clock.now();
      if (delivery?.state === 'sending') {
        if (at.getTime() - delivery.updatedAt.getTime() < SENDING_MS) throw new AppError('busy');
        await this.deliveries.set(tx, name, key, { state: 'ambiguous', status: 'died', at });
        return undefined;
      }
      if (delivery?.state !== 'pending') return undefined;
      const [fact, other] = await this.facts.ofKey(tx, key);
      if (!fact || other) return this.park(tx, key, at);
      if (await this.deliveries.subjectIsBusy(tx, name, key)) throw new AppError('busy');
      const attempts = delivery.attempts + 1;
      await this.deliveries.set(tx, name, key, { state: 'sending', attempts, status: null, at });
      return fact;
    });
  }

  /** Two contents under one key: whoever copies it would have to choose, which is a person's to do. */
  private async park(tx: Transaction, key: string, at: Date): Promise<undefined> {
    await this.deliveries.set(tx, this.mirror.name, key, { state: 'rejected', status: 'conflict', at });
  }

  /** Whether it is to be tried again. */
  private settle(key: string, { outcome, status }: PushResult): Promise<boolean> {
    return this.programme.office(async (tx) => {
      const { name } = this.mirror;
      const delivery = await this.deliveries.hold(tx, name, key);
      const again = outcome === 'not_sent' && (delivery?.attempts ?? 0) < MAX_ATTEMPTS;
      const state = outcome === 'not_sent' ? (again ? 'pending' : 'rejected') : outcome;
      await this.deliveries.set(tx, name, key, { state, status, at: this.clock.now() });
      return again;
    });
  }
}

const MIRRORED: ReadonlySet<Fact['type']> = new Set([
  'user.signup',
  'user.activated',
  'subscription.created',
  'invoice.paid',
  'payment.refunded',
  'credit_note.issued',
]);

const isMirrored = (fact: Fact): fact is MirroredFact =>
  fact.type === 'user.signup' || fact.type === 'invoice.paid';
