import type { AuditFilter } from '../api/audit-log.js';

const DAY_MS = 86_400_000;

/** From the address; what does not belong there is as if it were not. */
export function auditFilterOf(search: URLSearchParams, now = Date.now()): AuditFilter {
  const days = Number(search.get('days'));
  return {
    actorId: search.get('actor') ?? undefined,
    action: search.get('action') ?? undefined,
    from:
      Number.isInteger(days) && days > 0 && days <= 3_650
        ? new Date(now - days * DAY_MS).toISOString()
        : undefined,
  };
}
