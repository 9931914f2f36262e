import { useQuery } from '@tanstack/react-query';
import { formatDateTime } from '../../../lib/format.js';
import { auditSealQuery } from '../api/audit-log.js';

/** A small promise under the log; where it cannot be read, the log itself is what matters. */
export function AuditSealLine() {
  const { data } = useQuery(auditSealQuery());
  if (!data?.sealedAt) return null;
  return (
    <p className="mt-4 text-[13px] leading-relaxed text-dim">
      Sealed until <time dateTime={data.sealedAt}>{formatDateTime(data.sealedAt)}</time>: each of {data.lines}{' '}
      lines vouches for the one before it, so none can be changed or taken away unnoticed.
    </p>
  );
}
