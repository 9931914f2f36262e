import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CallKey } from './call-log.repository.js';

export interface NewTranscript {
  text: string;
  /** What a search looks at. */
  searchable: string;
  at: Date;
}

@Injectable()
export class TranscriptsRepository {
  /**
   * False where the call is gone or erased. Holds the call until the commit: an erasure waits for the transcript and
   * takes it along, or this finds the call erased. Without that, words could come back after they were erased.
   */
  async holdCall(tx: EntityManager, { tenantId, callId }: CallKey): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select id from calls where tenant_id = $1 and id = $2 and erased_at is null for no key update`,
      [tenantId, callId],
    );
    return rows.length === 1;
  }

  async save(tx: EntityManager, { tenantId, callId }: CallKey, transcript: NewTranscript): Promise<void> {
    await tx.query(
      `insert into transcripts (tenant_id, call_id, text, search, assembled_at)
       values ($1, $2, $3, to_tsvector('simple', $4), $5)
       on conflict (tenant_id, call_id)
       do update set text = excluded.text, search = excluded.search, assembled_at = excluded.assembled_at`,
      [tenantId, callId, transcript.text, transcript.searchable, transcript.at],
    );
  }
}
