import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase } from '../../../platform/database/index.js';
import { AppError, type UserPrincipal } from '../../../platform/http/index.js';
import { AuditLog, PersonProof } from '../../tenants/index.js';
import { leaseEndAt, openUntil, RENEW_MS, type TeamExportProgress } from '../domain/team-export.js';
import { TeamExportsRepository, type DownloadKey } from '../persistence/team-exports.repository.js';

/** A download that was begun, and by whom. */
export interface DownloadLease extends DownloadKey {
  readonly person: UserPrincipal;
}

/**
 * Who is downloading. A download holds its export by a lease that its process renews, whether or not the reader takes
 * anything: the state of an export follows from the lease, and never waits for a reader to be noticed missing.
 */
@Injectable()
export class DownloadLeases {
  constructor(
    private readonly database: TenantDatabase,
    private readonly exports: TeamExportsRepository,
    private readonly proof: PersonProof,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the place of a download of the same export that may still go on. Also one that breaks off has shown something,
   * so its line in the audit log comes first.
   * @throws AppError `not_found`, `forbidden` for another one's export, `conflict` for one that is too old, or while
   * another export of the team is being downloaded.
   */
  async begin(person: UserPrincipal, id: string): Promise<DownloadLease> {
    const { tenantId, userId } = person;
    const now = this.clock.now();
    return this.database.withTenant(tenantId, async (tx) => {
      const row = await this.exports.find(tx, tenantId, id);
      if (!row) throw new AppError('not_found');
      if (row.askedBy !== userId)
        throw new AppError('forbidden', { message: 'Only whoever asked for an export may download it.' });
      if (now >= openUntil(row))
        throw new AppError('conflict', { message: 'This export is closed. Ask for another one.' });
      await this.exports.breakLapsed(tx, tenantId, leaseEndAt(now));
      const number = await this.exports.begin(tx, tenantId, id, now);
      if (number === undefined)
        throw new AppError('conflict', { message: 'Another export of this team is being downloaded.' });
      await this.audit.record(tx, tenantId, {
        actor: { kind: 'user', id: userId },
        action: 'team_export.downloaded',
        targetType: 'team_export',
        targetId: id,
      });
      return { id, number, person };
    });
  }

  /**
   * Renews the lease until `stop` is aborted, and aborts it as soon as the person has lost the right, or another download
   * has taken the place of this one. @throws what kept it from finding out, after it has aborted.
   */
  async keep(lease: DownloadLease, progress: TeamExportProgress, stop: AbortController): Promise<void> {
    try {
      while (await passed(RENEW_MS, stop.signal))
        if (!(await this.proof.stands(lease.person)) || !(await this.renew(lease, progress))) return;
    } finally {
      stop.abort();
    }
  }

  expect({ person: { tenantId }, ...key }: DownloadLease, records: number): Promise<void> {
    return this.database.withTenant(tenantId, (tx) => this.exports.expect(tx, tenantId, key, records));
  }

  end(
    { person: { tenantId }, ...key }: DownloadLease,
    state: 'done' | 'broken',
    progress: TeamExportProgress,
  ): Promise<void> {
    return this.database.withTenant(tenantId, (tx) =>
      this.exports.end(tx, tenantId, key, state, progress, this.clock.now()),
    );
  }

  private renew(
    { person: { tenantId }, ...key }: DownloadLease,
    progress: TeamExportProgress,
  ): Promise<boolean> {
    return this.database.withTenant(tenantId, (tx) =>
      this.exports.renew(tx, tenantId, key, progress, this.clock.now()),
    );
  }
}

/** False where it was aborted before. */
const passed = (ms: number, signal: AbortSignal): Promise<boolean> =>
  sleep(ms, true, { signal }).catch(() => false);
