import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';

@Injectable()
export class CallTracesRepository {
  /** What receivers answered to messages about these calls: their text is theirs, and may name anybody. */
  async forgetAnswers(tx: EntityManager, tenantId: TenantId, callIds: readonly string[]): Promise<void> {
    await tx.query(
      `update webhook_attempts a set response = null
       from webhook_deliveries d join webhook_messages m on m.tenant_id = d.tenant_id and m.id = d.message_id
       where m.tenant_id = $1 and m.call_id = any($2)
         and a.tenant_id = $1 and a.delivery_id = d.id and a.response is not null`,
      [tenantId, callIds],
    );
  }

  async answers(tx: EntityManager, tenantId: TenantId, callId: string): Promise<string[]> {
    const rows = await tx.query<{ response: string }[]>(
      `select a.response from webhook_attempts a
       join webhook_deliveries d on d.tenant_id = a.tenant_id and d.id = a.delivery_id
       join webhook_messages m on m.tenant_id = d.tenant_id and m.id = d.message_id
       where m.tenant_id = $1 and m.call_id = $2 and a.response is not null
       order by a.at`,
      [tenantId, callId],
    );
    return rows.map(({ response }) => response);
  }
}
