import { TEAM_EXPORT_OPEN_MS, type TeamExportState } from '@orbisvoice/contracts';

/** Longer than a reader may stand still: what has not moved for this long was left by a process that ended. */
export const STANDSTILL_MS = 5 * 60_000;

export interface TeamExportRecord {
  id: string;
  /** A person of the team. */
  askedBy: string;
  askedAt: Date;
  state: 'waiting' | 'running' | 'done' | 'broken';
  workedAt: Date | null;
  finishedAt: Date | null;
  expected: number | null;
  records: number;
  bytes: number;
}

export type TeamExportProgress = Pick<TeamExportRecord, 'records' | 'bytes'>;

export const openUntil = ({ askedAt }: Pick<TeamExportRecord, 'askedAt'>): Date =>
  new Date(askedAt.getTime() + TEAM_EXPORT_OPEN_MS);

/** As it is at `now`, whatever a process that ended had no time to write. */
export function stateAt(row: TeamExportRecord, now: Date): TeamExportState {
  if (row.state === 'waiting') return now < openUntil(row) ? 'waiting' : 'expired';
  const still = row.workedAt !== null && now.getTime() - row.workedAt.getTime() < STANDSTILL_MS;
  return row.state === 'running' && !still ? 'broken' : row.state;
}
