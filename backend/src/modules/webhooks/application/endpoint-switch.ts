import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Mailer } from '../../../platform/mail/index.js';
import { AuditLog, TenantOwners } from '../../tenants/index.js';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import { offMail } from '../domain/off-mail.js';
import { WebhookOutgoingRepository } from '../persistence/webhook-outgoing.repository.js';

/** What goes with an endpoint that is off. */
@Injectable()
export class EndpointSwitch {
  constructor(
    private readonly outgoing: WebhookOutgoingRepository,
    private readonly owners: TenantOwners,
    private readonly audit: AuditLog,
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
  ) {}

  /** In the transaction that switched it off by itself: nothing more is sent, and the owners hear of it once. */
  async wentOff(tx: Transaction, tenantId: TenantId, endpoint: EndpointRecord): Promise<void> {
    await this.outgoing.skipWaiting(tx, tenantId, endpoint.id);
    await this.audit.record(tx, tenantId, {
      actor: { kind: 'system' },
      action: 'webhook_endpoint.switched_off',
      targetType: 'webhook_endpoint',
      targetId: endpoint.id,
    });
    const page = `${this.config.publicUrl}/docs/webhooks#when-your-server-fails`;
    for (const { userId, email } of await this.owners.reach(tx, tenantId))
      await this.mailer.enqueue(tx, tenantId, {
        template: 'webhook-off',
        // Stands beside the sealed mail in the clear, so it names nobody by their address.
        businessKey: `webhook-off:${endpoint.id}:${endpoint.offAt?.getTime()}:${userId}`,
        to: email,
        ...offMail(endpoint, page),
      });
  }

  /**
   * Where something waits for an endpoint that is off. A message that was being made as it went off still saw it on, and is
   * lined up behind what was skipped then; sent once it is on again, it would be news of long ago.
   */
  staysOff(tx: Transaction, tenantId: TenantId, endpointId: string): Promise<void> {
    return this.outgoing.skipWaiting(tx, tenantId, endpointId);
  }
}
