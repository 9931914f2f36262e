import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { searchableText, transcriptText } from '../domain/transcript-text.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';
import { TranscriptsRepository } from '../persistence/transcripts.repository.js';

@Injectable()
export class TranscriptAssembler {
  constructor(
    private readonly history: CallHistoryRepository,
    private readonly transcripts: TranscriptsRepository,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the same turns make the same transcript. Of an erased call nothing is made. */
  async assemble(tx: Transaction, tenantId: TenantId, callId: string): Promise<void> {
    if (!(await this.transcripts.holdCall(tx, { tenantId, callId }))) return;
    const turns = await this.history.turns(tx, tenantId, callId);
    await this.transcripts.save(
      tx,
      { tenantId, callId },
      {
        text: transcriptText(turns),
        searchable: searchableText(turns),
        at: this.clock.now(),
      },
    );
  }
}
