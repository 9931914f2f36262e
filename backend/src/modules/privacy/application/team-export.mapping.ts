import type { Actor, TeamExport } from '@orbisvoice/contracts';
import { openUntil, stateAt, type TeamExportRecord } from '../domain/team-export.js';

export function toTeamExport(row: TeamExportRecord, askedBy: Actor, now: Date): TeamExport {
  const state = stateAt(row, now);
  const until = openUntil(row);
  return {
    id: row.id,
    state,
    askedBy,
    askedAt: row.askedAt.toISOString(),
    openUntil: now < until ? until.toISOString() : null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expected: row.expected,
    records: row.records,
    bytes: row.bytes,
  };
}
