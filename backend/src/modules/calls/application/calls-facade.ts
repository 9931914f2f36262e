import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import type {
  CallEnding,
  CallLines,
  ClaimTerms,
  ConsentAnswer,
  FinaliseOutcome,
  HeldCall,
  NewCall,
  WriteOutcome,
} from '../domain/call-log.js';
import { storableData, storableText } from '../domain/storable-text.js';
import { CallLogRepository } from '../persistence/call-log.repository.js';
import { RunningCallsRepository } from '../persistence/running-calls.repository.js';
import { CallPlaces } from './call-places.service.js';
import { CallEnds } from './call-ends.service.js';

/**
 * What the gateway writes about a call while it is on. A promise that resolves means committed. Whoever claims a call
 * gets an epoch, and every later write carries it: once the call has another owner, the earlier one writes nothing.
 */
@Injectable()
export class CallsFacade {
  constructor(
    private readonly database: TenantDatabase,
    private readonly log: CallLogRepository,
    private readonly ends: CallEnds,
    private readonly running: RunningCallsRepository,
    private readonly places: CallPlaces,
    private readonly clock: Clock,
  ) {}

  /** @throws where the tenant has no such agent; look it up first. */
  async create(tenantId: TenantId, call: NewCall): Promise<string> {
    const now = this.clock.now();
    const callId = newId(now.getTime());
    await this.database.withTenant(tenantId, (tx) =>
      this.log.insert(tx, { tenantId, callId }, storableCall(call), now),
    );
    return callId;
  }

  /**
   * Takes a call for `owner`, once: of any number of claims exactly one gets an epoch.
   * @throws AppError `concurrency_limited` where the tenant or the key has as many calls as it may have.
   */
  async claim(
    tenantId: TenantId,
    callId: string,
    owner: string,
    { userId = null, made, ...terms }: ClaimTerms = {},
  ): Promise<{ epoch: number } | undefined> {
    const row = made && { made: storableCall(made) };
    const all = { ...terms, ...row, userId: storable(userId) };
    const epoch = await this.places.take({ tenantId, callId }, owner, all);
    return epoch === undefined ? undefined : { epoch };
  }

  /** Due every third of LEASE_MS. Whatever is not in the answer is lost to this owner. */
  renewLeases(tenantId: TenantId, owner: string, held: readonly HeldCall[]): Promise<Set<string>> {
    return this.running.renewLeases(tenantId, owner, held);
  }

  /** All of it or nothing. Safe to repeat: a `seq` that is already there stays as it is. */
  write(
    tenantId: TenantId,
    callId: string,
    epoch: number,
    { turns = [], events = [] }: CallLines,
  ): Promise<WriteOutcome> {
    return this.running.write(
      { tenantId, callId, epoch },
      {
        turns: turns.map((turn) => ({ ...turn, text: storableText(turn.text) })),
        events: events.map((event) => ({ ...event, data: storableData(event.data) })),
      },
    );
  }

  /** Ends the call and tells the other modules (`call.ended`) in one transaction. Safe to repeat. */
  finalise(tenantId: TenantId, callId: string, epoch: number, ending: CallEnding): Promise<FinaliseOutcome> {
    return this.database.withTenant(tenantId, (tx) => this.ends.end(tx, { tenantId, callId, epoch }, ending));
  }

  /** Keeps what was agreed to or declined; the first answer of a call stands. */
  async recordConsent(tenantId: TenantId, callId: string, consent: ConsentAnswer): Promise<void> {
    const receipt = { ...consent, version: storableText(consent.version) };
    await this.database.withTenant(tenantId, (tx) =>
      this.log.insertConsent(tx, { tenantId, callId }, receipt),
    );
  }
}

const storable = (text: string | null): string | null => (text === null ? null : storableText(text));

const storableCall = (call: NewCall): NewCall => ({
  ...call,
  userId: storable(call.userId),
  origin: storable(call.origin),
});
