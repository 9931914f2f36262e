import type { AuditEntry } from '@orbisvoice/contracts';
import { pagedQuery } from '../../../lib/paged-query.js';

export interface AuditFilter {
  actorId?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
}

export const auditLogQuery = ({ actorId, action, from }: AuditFilter) =>
  pagedQuery<AuditEntry>(['audit', 'list', { actorId, action, from }], '/tenants/me/audit-log', {
    actorId,
    action,
    from,
  });
