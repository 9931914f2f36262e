import { Injectable } from '@nestjs/common';
import type { Call, CallQuery, CallTimeline, CallTranscript, Page } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { AgentsFacade } from '../../agents/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import type { CallRecord } from '../domain/call-record.js';
import { transcriptText } from '../domain/transcript-text.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';
import { toCall, toTimelineEvent, toTranscriptTurn } from './call.mapping.js';

/** The history of calls: what was said, what happened, and how it is forgotten. */
@Injectable()
export class CallsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly history: CallHistoryRepository,
    private readonly agents: AgentsFacade,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, { limit, cursor, ...filters }: CallQuery): Promise<Page<Call>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.history.page(tx, tenantId, filters, before, limit + 1);
      const names = await this.agents.namesOf(tx, tenantId, agentIdsOf(rows));
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toCall(row, names),
      );
    });
  }

  get(tenantId: TenantId, id: string): Promise<Call> {
    return this.database.withTenant(tenantId, async (tx) => {
      const call = await this.read(tx, tenantId, id);
      return toCall(call, await this.agents.namesOf(tx, tenantId, [call.agentId]));
    });
  }

  transcript(tenantId: TenantId, id: string): Promise<CallTranscript> {
    return this.database.withTenant(tenantId, async (tx) => {
      await this.read(tx, tenantId, id);
      const complete = await this.history.hasTranscript(tx, tenantId, id);
      const turns = await this.history.turns(tx, tenantId, id);
      return { callId: id, complete, turns: turns.map(toTranscriptTurn), text: transcriptText(turns) };
    });
  }

  timeline(tenantId: TenantId, id: string): Promise<CallTimeline> {
    return this.database.withTenant(tenantId, async (tx) => {
      await this.read(tx, tenantId, id);
      const events = await this.history.events(tx, tenantId, id);
      return { callId: id, events: events.map(toTimelineEvent) };
    });
  }

  /** Takes every word and name of a call for good. A call that is still on has to end first. */
  erase(tenantId: TenantId, actor: AuditActor, id: string): Promise<void> {
    return this.database.withTenant(tenantId, async (tx) => {
      if (!(await this.history.erase(tx, tenantId, id, this.clock.now()))) {
        await this.read(tx, tenantId, id);
        throw new AppError('conflict', { message: 'The call is not over yet. Erase it once it has ended.' });
      }
      await this.audit.record(tx, tenantId, {
        actor,
        action: 'call.erased',
        targetType: 'call',
        targetId: id,
      });
    });
  }

  private async read(tx: Transaction, tenantId: TenantId, id: string): Promise<CallRecord> {
    const call = await this.history.find(tx, tenantId, id);
    if (!call) throw new AppError('call_not_found');
    return call;
  }
}

const agentIdsOf = (rows: readonly CallRecord[]): string[] => [...new Set(rows.map((row) => row.agentId))];
