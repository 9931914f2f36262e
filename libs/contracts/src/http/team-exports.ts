import { z } from 'zod';
import { Timestamp, Uuid } from './common.js';
import { Actor } from './tenants.js';

/** What an archive calls itself in its `manifest.json`. The number grows when a file loses a field or changes its meaning. */
export const TEAM_EXPORT_FORMAT = { name: 'orbisvoice.team-export', version: 1 } as const;

/** For so long after it was asked for, an export may be downloaded by whoever asked. */
export const TEAM_EXPORT_OPEN_MS = 60 * 60_000;

/** Whoever takes everything along shows once more who they are. */
export const AskTeamExport = z
  .object({ password: z.string().min(1).max(200) })
  .strict()
  .meta({ id: 'AskTeamExport' });
export type AskTeamExport = z.infer<typeof AskTeamExport>;

/**
 * `waiting`: nobody has begun to download it. `running`: it is being downloaded. `done`: the last byte of the newest download
 * is on its way. `broken`: the newest download broke off. `expired`: nobody began in time.
 */
export const TeamExportState = z.enum(['waiting', 'running', 'done', 'broken', 'expired']);
export type TeamExportState = z.infer<typeof TeamExportState>;

/** An export of everything that a team has, and how far its download has come. */
export const TeamExport = z
  .object({
    id: Uuid,
    state: TeamExportState,
    askedBy: Actor,
    askedAt: Timestamp,
    /** Until when whoever asked may begin a download, also another one; null once it is too late. */
    openUntil: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
    /** About how many records there are, as counted when the download began. Null before. */
    expected: z.int().nullable(),
    /** Records and bytes that were given out so far. */
    records: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'TeamExport' });
export type TeamExport = z.infer<typeof TeamExport>;
