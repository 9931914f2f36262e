import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import type {
  CallEnding,
  CallEvent,
  FinaliseOutcome,
  FinishedTurn,
  NewCall,
  WriteOutcome,
} from '../domain/call-log.js';
import { LEASE_MS } from '../domain/call-limits.js';
import { storableData, storableText } from '../domain/storable-text.js';
import { CallLogRepository } from '../persistence/call-log.repository.js';
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
    private readonly clock: Clock,
  ) {}

  /** @throws where the tenant has no such agent; look it up first. */
  async create(tenantId: TenantId, call: NewCall): Promise<string> {
    const now = this.clock.now();
    const callId = newId(now.getTime());
    const row = { ...call, userId: storable(call.userId), origin: storable(call.origin) };
    await this.database.withTenant(tenantId, (tx) => this.log.insert(tx, { tenantId, callId }, row, now));
    return callId;
  }

  /**
   * Takes a created call for `owner`, once: of any number of claims exactly one gets an epoch.
   * @param userId the caller as the page names them, where it did so only now.
   */
  async claim(
    tenantId: TenantId,
    callId: string,
    owner: string,
    userId: string | null = null,
  ): Promise<{ epoch: number } | undefined> {
    const epoch = await this.database.withTenant(tenantId, (tx) =>
      this.log.claim(tx, { tenantId, callId }, owner, storable(userId), LEASE_MS),
    );
    return epoch === undefined ? undefined : { epoch };
  }

  /** Due every third of LEASE_MS. False: the call is lost to this owner. */
  renewLease(tenantId: TenantId, callId: string, owner: string, epoch: number): Promise<boolean> {
    return this.database.withTenant(tenantId, (tx) =>
      this.log.renewLease(tx, { tenantId, callId, epoch }, owner, LEASE_MS),
    );
  }

  /** Safe to repeat: a `seq` that is already there stays as it is. */
  commitTurns(
    tenantId: TenantId,
    callId: string,
    epoch: number,
    turns: readonly FinishedTurn[],
  ): Promise<WriteOutcome> {
    const rows = turns.map((turn) => ({ ...turn, text: storableText(turn.text) }));
    return this.database.withTenant(tenantId, (tx) =>
      this.log.insertTurns(tx, { tenantId, callId, epoch }, rows),
    );
  }

  /** Safe to repeat, as turns are. */
  appendEvents(
    tenantId: TenantId,
    callId: string,
    epoch: number,
    events: readonly CallEvent[],
  ): Promise<WriteOutcome> {
    const rows = events.map((event) => ({ ...event, data: storableData(event.data) }));
    return this.database.withTenant(tenantId, (tx) =>
      this.log.insertEvents(tx, { tenantId, callId, epoch }, rows),
    );
  }

  /** Ends the call and tells the other modules (`call.ended`) in one transaction. Safe to repeat. */
  finalise(tenantId: TenantId, callId: string, epoch: number, ending: CallEnding): Promise<FinaliseOutcome> {
    return this.database.withTenant(tenantId, (tx) => this.ends.end(tx, { tenantId, callId, epoch }, ending));
  }

  /** Keeps what was agreed to; the first answer of a call stands. */
  async recordConsent(
    tenantId: TenantId,
    callId: string,
    consent: { version: string; at: Date },
  ): Promise<void> {
    await this.database.withTenant(tenantId, (tx) =>
      this.log.insertConsent(tx, { tenantId, callId }, storableText(consent.version), consent.at),
    );
  }
}

const storable = (text: string | null): string | null => (text === null ? null : storableText(text));
