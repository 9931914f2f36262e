import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { AppError, Readiness, type UserPrincipal } from '../../../platform/http/index.js';
import type { TeamExportProgress } from '../domain/team-export.js';
import { DownloadLeases, type DownloadLease } from './download-leases.service.js';
import { isLeft } from './is-left.js';
import { Readers } from './readers.js';
import { TeamArchive } from './team-archive.js';

/** Each has one connection about half of the time; requests need the others. */
const MAX_AT_ONCE = 4;
const BUSY_SECONDS = 60;

/**
 * Hands the archive to its reader. Resolves when the last byte is on its way, rejects when the reader has gone, and lets
 * them go when `stop` is aborted.
 */
export type Handing = (archive: Readable, stop: AbortSignal) => Promise<void>;

/** Gives out what was asked for. The file is kept nowhere: a download that breaks off begins anew. */
@Injectable()
export class TeamDownloads implements BeforeApplicationShutdown {
  private readonly readers = new Readers();

  constructor(
    private readonly leases: DownloadLeases,
    private readonly archive: TeamArchive,
    private readonly readiness: Readiness,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends when the last byte is on its way, or the reader has gone.
   * @throws AppError `busy`, `draining`, and those of `DownloadLeases.begin`
   */
  async write(person: UserPrincipal, id: string, hand: Handing): Promise<void> {
    if (this.readiness.draining) throw new AppError('draining');
    if (this.readers.count >= MAX_AT_ONCE) throw new AppError('busy', { retryAfterSeconds: BUSY_SECONDS });
    await this.readers.hold(async (stop) => this.give(await this.leases.begin(person, id), hand, stop));
  }

  /** Lets every reader go, and waits until it is written down how far they came. */
  beforeApplicationShutdown(): Promise<void> {
    return this.readers.letGo();
  }

  private async give(lease: DownloadLease, hand: Handing, stop: AbortController): Promise<void> {
    const progress: TeamExportProgress = { records: 0, bytes: 0 };
    const archive = Readable.from(this.bytes(lease, progress));
    const [made, taken, kept] = await Promise.allSettled([
      finished(archive),
      hand(archive, stop.signal).finally(() => {
        stop.abort();
        archive.destroy();
      }),
      this.leases.keep(lease, progress, stop),
    ]);
    const whole = made.status === 'fulfilled' && taken.status === 'fulfilled';
    await this.leases.end(lease, whole ? 'done' : 'broken', progress);
    // That a reader has gone is no fault of ours; that something could not be read is.
    for (const outcome of [made, kept])
      if (outcome.status === 'rejected' && !isLeft(outcome.reason)) throw outcome.reason;
  }

  private async *bytes(lease: DownloadLease, progress: TeamExportProgress): AsyncGenerator<Buffer> {
    const { tenantId, userId } = lease.person;
    const until = this.clock.now();
    await this.leases.expect(lease, await this.archive.expected(tenantId));
    yield* this.archive.write({ exportId: lease.id, tenantId, askedBy: userId, until }, progress);
  }
}
