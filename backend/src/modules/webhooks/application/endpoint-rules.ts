import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { EgressClient } from '../../../platform/egress/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';

/** What an endpoint may be, and the line that each change of one leaves. */
@Injectable()
export class EndpointRules {
  constructor(
    private readonly egress: EgressClient,
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError `unprocessable` for an address that may not be called. Each attempt checks again. */
  check({ url }: { url?: string | undefined }): void {
    const fault = url === undefined ? undefined : this.egress.faultOf(url);
    if (fault) throw new AppError('unprocessable', { details: [{ path: 'url', message: fault }] });
  }

  /** In the transaction of the change. */
  record(
    tx: Transaction,
    tenantId: TenantId,
    actor: AuditActor,
    what: 'created' | 'updated' | 'deleted' | 'secret_rotated' | 'tested' | 'replayed',
    id: string,
  ): Promise<void> {
    const action = `webhook_endpoint.${what}`;
    return this.audit.record(tx, tenantId, { actor, action, targetType: 'webhook_endpoint', targetId: id });
  }
}
