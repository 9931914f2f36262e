import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { TeamExportProgress, TeamExportRecord } from '../domain/team-export.js';

const COLUMNS = `id, asked_by as "askedBy", asked_at as "askedAt", state, worked_at as "workedAt",
  finished_at as "finishedAt", expected, records, bytes`;

/** One of the downloads of an export. They are counted from 1. */
export interface DownloadKey {
  readonly id: string;
  readonly number: number;
}

/** Who asked for everything that a team has, and how far they were given it. */
@Injectable()
export class TeamExportsRepository {
  async insert(
    tx: EntityManager,
    tenant: TenantId,
    { id, askedBy, askedAt }: Pick<TeamExportRecord, 'id' | 'askedBy' | 'askedAt'>,
  ): Promise<void> {
    await tx.query(
      `insert into team_exports (id, tenant_id, asked_by, asked_at, state) values ($1, $2, $3, $4, 'waiting')`,
      [id, tenant, askedBy, askedAt],
    );
  }

  /** Newest first, from behind the export `before`. */
  async page(
    tx: EntityManager,
    tenant: TenantId,
    before: string | undefined,
    take: number,
  ): Promise<TeamExportRecord[]> {
    return tx.query(
      `select ${COLUMNS} from team_exports
       where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [tenant, before ?? null, take],
    );
  }

  async find(tx: EntityManager, tenant: TenantId, id: string): Promise<TeamExportRecord | undefined> {
    const [row] = await tx.query<TeamExportRecord[]>(
      `select ${COLUMNS} from team_exports where tenant_id = $1 and id = $2`,
      [tenant, id],
    );
    return row;
  }

  /** Writes down what a process that ended could not. */
  async breakLapsed(tx: EntityManager, tenant: TenantId, since: Date): Promise<void> {
    await tx.query(
      `update team_exports set state = 'broken' where tenant_id = $1 and state = 'running' and worked_at <= $2`,
      [tenant, since],
    );
  }

  /**
   * The number of the download that begins, by which it is known from then on: a former one of the same export counts no
   * more. Undefined where another export of the team is being downloaded.
   */
  async begin(tx: EntityManager, tenant: TenantId, id: string, at: Date): Promise<number | undefined> {
    // Of two exports that begin at once the second one fails by the index.
    const [rows] = await tx.query<[{ downloads: number }[], number]>(
      `update team_exports set state = 'running', downloads = downloads + 1, started_at = $3, worked_at = $3,
         finished_at = null, expected = null, records = 0, bytes = 0
       where tenant_id = $1 and id = $2
         and not exists (select from team_exports where tenant_id = $1 and id <> $2 and state = 'running')
       returning downloads`,
      [tenant, id, at],
    );
    return rows[0]?.downloads;
  }

  async expect(
    tx: EntityManager,
    tenant: TenantId,
    { id, number }: DownloadKey,
    expected: number,
  ): Promise<void> {
    await tx.query(
      'update team_exports set expected = $4 where tenant_id = $1 and id = $2 and downloads = $3',
      [tenant, id, number, expected],
    );
  }

  /** False where the download is over, or another one has taken its place. */
  async renew(
    tx: EntityManager,
    tenant: TenantId,
    { id, number }: DownloadKey,
    { records, bytes }: TeamExportProgress,
    at: Date,
  ): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `update team_exports set records = $4, bytes = $5, worked_at = $6
       where tenant_id = $1 and id = $2 and downloads = $3 and state = 'running' returning id`,
      [tenant, id, number, records, bytes, at],
    );
    return rows.length > 0;
  }

  /** Nothing where another download has taken its place. */
  async end(
    tx: EntityManager,
    tenant: TenantId,
    { id, number }: DownloadKey,
    state: 'done' | 'broken',
    { records, bytes }: TeamExportProgress,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `update team_exports set state = $4, records = $5, bytes = $6, worked_at = $7,
         finished_at = case when $4 = 'done' then $7::timestamptz end
       where tenant_id = $1 and id = $2 and downloads = $3 and state in ('running', 'broken')`,
      [tenant, id, number, state, records, bytes, at],
    );
  }
}
