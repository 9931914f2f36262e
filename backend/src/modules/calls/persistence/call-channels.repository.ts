import { Injectable } from '@nestjs/common';
import { CALL_CHANNELS, type CallChannel } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';

@Injectable()
export class CallChannelsRepository {
  /** Channels with a call that began; the index by channel is entered once for each, however many calls there are. */
  async used(tx: EntityManager, tenantId: TenantId): Promise<CallChannel[]> {
    const rows = await tx.query<{ channel: CallChannel }[]>(
      `select name as channel from unnest($2::text[]) name
       where exists (select from calls where tenant_id = $1 and channel = name and started_at is not null)`,
      [tenantId, CALL_CHANNELS],
    );
    return rows.map(({ channel }) => channel);
  }
}
