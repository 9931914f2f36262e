import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase } from '../../../platform/database/index.js';
import { AppError, type UserPrincipal } from '../../../platform/http/index.js';
import { AuditLog, PersonProof } from '../../tenants/index.js';
import { openUntil, STANDSTILL_MS, type TeamExportProgress } from '../domain/team-export.js';
import { TeamExportsRepository } from '../persistence/team-exports.repository.js';
import { TeamArchive } from './team-archive.js';

/** Each has one connection about half of the time; requests need the others. */
const MAX_AT_ONCE = 4;
const BUSY_SECONDS = 60;
/** How often it is written down how far it has come, and asked whether the person may still have it. */
const NOTE_MS = 2_000;
/** The reader, or the process, has gone: nothing went wrong here. */
const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']);

/** Gives out what was asked for. The file is kept nowhere: a download that breaks off begins anew. */
@Injectable()
export class TeamDownloads implements BeforeApplicationShutdown {
  private readonly running = new Set<AbortController>();

  constructor(
    private readonly database: TenantDatabase,
    private readonly exports: TeamExportsRepository,
    private readonly archive: TeamArchive,
    private readonly proof: PersonProof,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends when the last byte is on its way, or the reader has gone.
   * @param open gives where the bytes go, once it is sure that there will be some.
   * @throws AppError `not_found`, `forbidden` for another one's export, `conflict` for one that is done, too old or on,
   * `busy`.
   */
  async write(person: UserPrincipal, id: string, open: () => Writable): Promise<void> {
    if (this.running.size >= MAX_AT_ONCE) throw new AppError('busy', { retryAfterSeconds: BUSY_SECONDS });
    const stop = new AbortController();
    this.running.add(stop);
    try {
      await this.begin(person, id);
      await this.give(person, id, open, stop.signal);
    } catch (error) {
      if (!GONE.has(String((error as { code?: unknown }).code))) throw error;
    } finally {
      this.running.delete(stop);
    }
  }

  beforeApplicationShutdown(): void {
    for (const stop of this.running) stop.abort();
  }

  /** Also a download that breaks off has shown something, so its line in the audit log comes first. */
  private begin({ tenantId, userId }: UserPrincipal, id: string): Promise<void> {
    const now = this.clock.now();
    return this.database.withTenant(tenantId, async (tx) => {
      const row = await this.exports.find(tx, tenantId, id);
      if (!row) throw new AppError('not_found');
      if (row.askedBy !== userId)
        throw new AppError('forbidden', { message: 'Only whoever asked for an export may download it.' });
      if (row.state === 'done' || now >= openUntil(row))
        throw new AppError('conflict', { message: 'This export is closed. Ask for another one.' });
      await this.exports.breakStandstill(tx, tenantId, new Date(now.getTime() - STANDSTILL_MS));
      if (!(await this.exports.begin(tx, tenantId, id, now)))
        throw new AppError('conflict', { message: 'An export of this team is being downloaded.' });
      await this.audit.record(tx, tenantId, {
        actor: { kind: 'user', id: userId },
        action: 'team_export.downloaded',
        targetType: 'team_export',
        targetId: id,
      });
    });
  }

  private async give(
    person: UserPrincipal,
    id: string,
    open: () => Writable,
    signal: AbortSignal,
  ): Promise<void> {
    const progress: TeamExportProgress = { records: 0, bytes: 0 };
    let end: 'done' | 'broken' = 'broken';
    try {
      const expected = await this.archive.expected(person.tenantId);
      await this.database.withTenant(person.tenantId, (tx) =>
        this.exports.expect(tx, person.tenantId, id, expected),
      );
      await pipeline(Readable.from(this.bytes(person, id, progress)), open(), { signal });
      end = 'done';
    } finally {
      await this.database.withTenant(person.tenantId, (tx) =>
        this.exports.end(tx, person.tenantId, id, end, progress, this.clock.now()),
      );
    }
  }

  private async *bytes(
    person: UserPrincipal,
    exportId: string,
    progress: TeamExportProgress,
  ): AsyncGenerator<Buffer> {
    const { tenantId, userId } = person;
    const wish = { exportId, tenantId, askedBy: userId, until: this.clock.now() };
    let notedAt = this.clock.monotonicMs();
    for await (const bytes of this.archive.write(wish, progress)) {
      yield bytes;
      if (this.clock.monotonicMs() - notedAt < NOTE_MS) continue;
      // Whoever lost the team, the role or the session gets no further than this.
      if (!(await this.proof.stands(person))) throw new AppError('unauthenticated');
      await this.database.withTenant(tenantId, (tx) =>
        this.exports.progress(tx, tenantId, exportId, progress, this.clock.now()),
      );
      notedAt = this.clock.monotonicMs();
    }
  }
}
