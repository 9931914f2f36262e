import type { AuditEntry, AuditSeal } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
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

/** Up to when the lines vouch for each other. */
export const auditSealQuery = () =>
  queryOptions({
    queryKey: ['audit', 'seal'],
    queryFn: ({ signal }) => api.get<AuditSeal>('/tenants/me/audit-log/seal', { signal }),
  });
