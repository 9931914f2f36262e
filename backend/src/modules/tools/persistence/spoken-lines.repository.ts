import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { SpokenLine } from '../domain/tool-outcome.js';

/** What is recorded of a call so far. Read here, as calls know agents, and agents tools: tools cannot ask calls. */
@Injectable()
export class SpokenLinesRepository {
  /** The newest, the oldest of them first. */
  async last(tx: EntityManager, tenantId: TenantId, callId: string, limit: number): Promise<SpokenLine[]> {
    const newest = await tx.query<SpokenLine[]>(
      `select role, text from turns where tenant_id = $1 and call_id = $2 and text <> '' order by seq desc limit $3`,
      [tenantId, callId, limit],
    );
    return newest.reverse();
  }
}
