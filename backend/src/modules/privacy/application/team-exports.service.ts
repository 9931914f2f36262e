import { Injectable } from '@nestjs/common';
import type { Page, PageQuery, TeamExport } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { idOfCursor, pageById, type UserPrincipal } from '../../../platform/http/index.js';
import { ActorNames, AuditLog, PersonProof } from '../../tenants/index.js';
import type { TeamExportRecord } from '../domain/team-export.js';
import { TeamExportsRepository } from '../persistence/team-exports.repository.js';
import { toTeamExport } from './team-export.mapping.js';

/** Who asks for everything that a team has, and what became of it. */
@Injectable()
export class TeamExports {
  constructor(
    private readonly database: TenantDatabase,
    private readonly exports: TeamExportsRepository,
    private readonly proof: PersonProof,
    private readonly names: ActorNames,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a download for the one who asks.
   * @throws AppError `invalid_credentials` where the password is not theirs.
   */
  async ask(person: UserPrincipal, password: string, address: string): Promise<TeamExport> {
    const { userId, tenantId } = person;
    await this.proof.confirm(userId, password, address);
    const now = this.clock.now();
    const row: TeamExportRecord = {
      ...{ id: newId(now.getTime()), askedBy: userId, askedAt: now, state: 'waiting' },
      ...{ workedAt: null, finishedAt: null, expected: null, records: 0, bytes: 0 },
    };
    const actor = { kind: 'user', id: userId } as const;
    return this.database.withTenant(tenantId, async (tx) => {
      await this.exports.insert(tx, tenantId, row);
      const target = { targetType: 'team_export', targetId: row.id };
      await this.audit.record(tx, tenantId, { actor, action: 'team_export.asked', ...target });
      return toTeamExport(row, (await this.names.of(tx, [actor]))(actor), now);
    });
  }

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<TeamExport>> {
    const before = idOfCursor(cursor);
    const now = this.clock.now();
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.exports.page(tx, tenantId, before, limit + 1);
      const nameOf = await this.names.of(tx, rows.map(askerOf));
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toTeamExport(row, nameOf(askerOf(row)), now),
      );
    });
  }
}

const askerOf = ({ askedBy }: TeamExportRecord) => ({ kind: 'user', id: askedBy }) as const;
