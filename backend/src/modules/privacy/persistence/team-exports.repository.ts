import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { TeamExportProgress, TeamExportRecord } from '../domain/team-export.js';

const COLUMNS = `id, asked_by as "askedBy", asked_at as "askedAt", state, worked_at as "workedAt",
  finished_at as "finishedAt", expected, records, bytes`;

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
  async breakStandstill(tx: EntityManager, tenant: TenantId, since: Date): Promise<void> {
    await tx.query(
      `update team_exports set state = 'broken' where tenant_id = $1 and state = 'running' and worked_at <= $2`,
      [tenant, since],
    );
  }

  /** False where this export or another one of the team is being downloaded, or this one is done. */
  async begin(tx: EntityManager, tenant: TenantId, id: string, at: Date): Promise<boolean> {
    // A statement by itself, because of two at once the second one fails by the index.
    const [rows] = await tx.query<[unknown[], number]>(
      `update team_exports set state = 'running', started_at = $3, worked_at = $3, expected = null, records = 0, bytes = 0
       where tenant_id = $1 and id = $2 and state in ('waiting', 'broken')
         and not exists (select from team_exports where tenant_id = $1 and state = 'running') returning id`,
      [tenant, id, at],
    );
    return rows.length > 0;
  }

  async expect(tx: EntityManager, tenant: TenantId, id: string, expected: number): Promise<void> {
    await tx.query('update team_exports set expected = $3 where tenant_id = $1 and id = $2', [
      tenant,
      id,
      expected,
    ]);
  }

  async progress(
    tx: EntityManager,
    tenant: TenantId,
    id: string,
    { records, bytes }: TeamExportProgress,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `update team_exports set records = $3, bytes = $4, worked_at = $5
       where tenant_id = $1 and id = $2 and state = 'running'`,
      [tenant, id, records, bytes, at],
    );
  }

  async end(
    tx: EntityManager,
    tenant: TenantId,
    id: string,
    state: 'done' | 'broken',
    { records, bytes }: TeamExportProgress,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `update team_exports set state = $3, records = $4, bytes = $5, worked_at = $6,
         finished_at = case when $3 = 'done' then $6::timestamptz end
       where tenant_id = $1 and id = $2 and state = 'running'`,
      [tenant, id, state, records, bytes, at],
    );
  }
}
