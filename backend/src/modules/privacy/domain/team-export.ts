import { TEAM_EXPORT_OPEN_MS, type TeamExportState } from '@orbisvoice/contracts';

/** How often a process says that a download goes on, whatever its reader does, and asks whether it may. */
export const RENEW_MS = 2_000;
/** A download of which nobody has said so for this long was left by a process that ended. */
export const LEASE_MS = 20_000;

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

/** What was last renewed then, or before, has no lease any more. */
export const leaseEndAt = (now: Date): Date => new Date(now.getTime() - LEASE_MS);

/** As it is at `now`, whatever a process that ended had no time to write. */
export function stateAt(row: TeamExportRecord, now: Date): TeamExportState {
  if (row.state === 'waiting') return now < openUntil(row) ? 'waiting' : 'expired';
  const held = row.workedAt !== null && row.workedAt > leaseEndAt(now);
  return row.state === 'running' && !held ? 'broken' : row.state;
}
