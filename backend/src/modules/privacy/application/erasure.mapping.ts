import type { CallerErasure } from '@orbisvoice/contracts';
import type { ErasureRecord } from '../domain/erasure.js';

export const toErasure = (row: ErasureRecord): CallerErasure => ({
  id: row.id,
  knownBy: [...row.knownBy],
  state: row.state,
  askedAt: row.askedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  calls: row.calls,
  records: row.records,
});
