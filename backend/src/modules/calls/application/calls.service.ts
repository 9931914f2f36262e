import { Injectable } from '@nestjs/common';
import type { Call, CallQuery, CallTimeline, CallTranscript, Page } from '@orbisvoice/contracts';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import type { AuditActor } from '../../tenants/index.js';
import type { CallRecord } from '../domain/call-record.js';
import { excerptOf } from '../domain/excerpt.js';
import { transcriptText } from '../domain/transcript-text.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';
import { VisitorAnswersRepository } from '../persistence/visitor-answers.repository.js';
import { CallAnalyses } from './call-analyses.service.js';
import { CallErasure } from './call-erasure.js';
import { CallSetting } from './call-setting.js';
import { toCall, toTimelineEvent, toTranscriptTurn } from './call.mapping.js';

/** The history of calls: what was said, what happened, and how it is forgotten. */
@Injectable()
export class CallsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly history: CallHistoryRepository,
    private readonly setting: CallSetting,
    private readonly answers: VisitorAnswersRepository,
    private readonly erasure: CallErasure,
    private readonly analyses: CallAnalyses,
  ) {}

  list(tenantId: TenantId, { limit, cursor, ...filters }: CallQuery): Promise<Page<Call>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.history.page(tx, tenantId, filters, before, limit + 1);
      const agentIds = rows.map((row) => row.agentId);
      const setting = await this.setting.of(tx, tenantId, agentIds);
      const ids = rows.map((row) => row.id);
      const answers = await this.answers.ofCalls(tx, tenantId, ids);
      const excerpts = filters.q && (await this.history.excerpts(tx, tenantId, ids, filters.q));
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => ({
          ...toCall(row, setting, answers.get(row.id)),
          ...(excerpts && { excerpt: excerptOf(excerpts.get(row.id) ?? '') }),
        }),
      );
    });
  }

  get(tenantId: TenantId, id: string): Promise<Call> {
    return this.database.withTenant(tenantId, async (tx) => {
      const call = await this.read(tx, tenantId, id);
      const setting = await this.setting.of(tx, tenantId, [call.agentId]);
      const answers = (await this.answers.ofCalls(tx, tenantId, [id])).get(id);
      const analysis = await this.analyses.show(tx, tenantId, id);
      return { ...toCall(call, setting, answers), analysis };
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
      if (await this.erasure.byHand(tx, tenantId, actor, id)) return;
      await this.read(tx, tenantId, id);
      throw new AppError('conflict', { message: 'The call is not over yet. Erase it once it has ended.' });
    });
  }

  private async read(tx: Transaction, tenantId: TenantId, id: string): Promise<CallRecord> {
    const call = await this.history.find(tx, tenantId, id);
    if (!call) throw new AppError('call_not_found');
    return call;
  }
}
