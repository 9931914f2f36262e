import { Injectable } from '@nestjs/common';
import type { CallAnalysis } from '@orbisvoice/contracts';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { AnalysisMaterial, AnalysisRecord, KeptAnalysis } from '../domain/call-analysis.js';
import { storableText } from '../domain/storable-text.js';
import { CallAnalysesRepository } from '../persistence/call-analyses.repository.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';
import { TranscriptsRepository } from '../persistence/transcripts.repository.js';
import { toAnalysis, toUnmade } from './call-analysis.mapping.js';

/** Gives out what an analysis reads, and keeps what came of it. */
@Injectable()
export class CallAnalyses {
  constructor(
    private readonly database: TenantDatabase,
    private readonly history: CallHistoryRepository,
    private readonly transcripts: TranscriptsRepository,
    private readonly analyses: CallAnalysesRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Undefined where the call is gone or erased. */
  material(tenantId: TenantId, callId: string): Promise<AnalysisMaterial | undefined> {
    return this.database.withTenant(tenantId, async (tx) => {
      const call = await this.history.find(tx, tenantId, callId);
      if (!call) return undefined;
      const { agentId, agentVersion, startedAt } = call;
      const analysed = (await this.history.analysis(tx, tenantId, callId)) !== undefined;
      const turns = await this.history.turns(tx, tenantId, callId);
      return { agentId, agentVersion, startedAt, over: call.status === 'ended', analysed, turns };
    });
  }

  /** Null until it has been tried or asked for, and where the agent has none. */
  async show(tx: Transaction, tenantId: TenantId, callId: string): Promise<CallAnalysis | null> {
    const kept = await this.history.analysis(tx, tenantId, callId);
    const order = await this.outbox.stateOf(tx, tenantId, 'analysis.wanted', orderKey(callId, kept));
    if (kept) return toAnalysis(kept, order);
    const trouble = await this.outbox.troubleOf(tx, tenantId, 'call.ended', callId, 'analyse-call');
    return toUnmade(trouble, order);
  }

  /** Has a call analysed once more; once for what there is of it now, however often it is asked for until that has ended. */
  order(tenantId: TenantId, callId: string): Promise<void> {
    return this.database.withTenant(tenantId, async (tx) => {
      const key = orderKey(callId, await this.history.analysis(tx, tenantId, callId));
      await this.outbox.appendUnlessOpen(tx, tenantId, 'analysis.wanted', { callId }, key);
    });
  }

  /**
   * Of a call that was erased meanwhile nothing is kept. An analysis that is done stays where another try came to nothing.
   * The team's servers are told once the rest is committed.
   */
  save(tenantId: TenantId, callId: string, agentId: string, record: AnalysisRecord): Promise<void> {
    return this.database.withTenant(tenantId, async (tx) => {
      if (!(await this.transcripts.holdCall(tx, { tenantId, callId }))) return;
      const present = await this.history.analysis(tx, tenantId, callId);
      if (present?.state === 'done' && record.state !== 'done')
        await this.analyses.saveTry(tx, { tenantId, callId }, record);
      else await this.analyses.save(tx, { tenantId, callId }, storable(record));
      const { state, reason, analysedAt } = record;
      const fact = { callId, agentId, state, reason, analysedAt: analysedAt.toISOString() };
      await this.outbox.append(tx, tenantId, 'call.analysed', fact, `${callId} ${fact.analysedAt}`);
    });
  }
}

/** Of a wish for another analysis: changes with whatever is shown of the one there is. */
const orderKey = (callId: string, kept: KeptAnalysis | undefined): string =>
  `${callId} ${(kept?.triedAt ?? kept?.analysedAt)?.toISOString() ?? ''}`;

/** Words of a model are words from outside. */
const storable = (record: AnalysisRecord): AnalysisRecord => ({
  ...record,
  summary: record.summary === null ? null : storableText(record.summary),
  criteria: record.criteria.map((one) => ({ ...one, reason: storableText(one.reason) })),
  fields: record.fields.map((one) => ({
    ...one,
    value: typeof one.value === 'string' ? storableText(one.value) : one.value,
  })),
});
