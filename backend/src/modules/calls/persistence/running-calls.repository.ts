import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { LEASE_MS } from '../domain/call-limits.js';
import type { CallEvent, FinishedTurn, HeldCall, WriteOutcome } from '../domain/call-log.js';
import type { OwnedCall } from './call-log.repository.js';

interface Yes {
  answer: boolean;
}

/** What a running call writes again and again: each write is one function of the database. */
@Injectable()
export class RunningCallsRepository {
  constructor(private readonly database: TenantDatabase) {}

  async write(
    { tenantId, callId, epoch }: OwnedCall,
    { turns, events }: { turns: readonly FinishedTurn[]; events: readonly CallEvent[] },
  ): Promise<WriteOutcome> {
    const args = [callId, epoch, jsonOf(turns), jsonOf(events)];
    const [row] = await this.database.callFunction<Yes>(tenantId, 'write_call', args);
    return row?.answer ? 'written' : 'stale';
  }

  /** Those of them that are the owner's still. */
  async renewLeases(tenantId: TenantId, owner: string, held: readonly HeldCall[]): Promise<Set<string>> {
    const args = [owner, LEASE_MS, JSON.stringify(held)];
    const rows = await this.database.callFunction<{ answer: string }>(tenantId, 'renew_leases', args);
    return new Set(rows.map(({ answer }) => answer));
  }
}

const jsonOf = (rows: readonly unknown[]): string | null => (rows.length > 0 ? JSON.stringify(rows) : null);
