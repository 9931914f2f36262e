import { Injectable } from '@nestjs/common';
import type { CallTranscript } from '@orbisvoice/contracts';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AgentsFacade } from '../../agents/index.js';
import {
  transcriptAsText,
  transcriptAsVtt,
  type TimedTurn,
  type TranscriptHead,
} from '../domain/transcript-files.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';
import { CallsService } from './calls.service.js';

/** Transcripts in the formats of files. */
@Injectable()
export class TranscriptFiles {
  constructor(
    private readonly database: TenantDatabase,
    private readonly history: CallHistoryRepository,
    private readonly agents: AgentsFacade,
    private readonly calls: CallsService,
  ) {}

  text(tenantId: TenantId, id: string): Promise<string> {
    return this.written(tenantId, id, transcriptAsText);
  }

  vtt(tenantId: TenantId, id: string): Promise<string> {
    return this.written(tenantId, id, transcriptAsVtt);
  }

  json(tenantId: TenantId, id: string): Promise<CallTranscript> {
    return this.calls.transcript(tenantId, id);
  }

  private written(
    tenantId: TenantId,
    id: string,
    write: (head: TranscriptHead, turns: readonly TimedTurn[]) => string,
  ): Promise<string> {
    return this.database.withTenant(tenantId, async (tx) => {
      const call = await this.history.find(tx, tenantId, id);
      if (!call) throw new AppError('call_not_found');
      const names = await this.agents.namesOf(tx, tenantId, [call.agentId]);
      const head = {
        agentName: names.get(call.agentId) ?? 'Agent',
        startedAt: call.startedAt ?? call.createdAt,
      };
      return write(head, await this.history.turns(tx, tenantId, id));
    });
  }
}
