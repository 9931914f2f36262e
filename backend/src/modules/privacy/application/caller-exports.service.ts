import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { CallerQuestion } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError, Readiness } from '../../../platform/http/index.js';
import { CallerCalls } from '../../calls/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { CallerRecords, type MarkedCaller } from './caller-records.js';
import { isLeft } from './is-left.js';
import { Readers } from './readers.js';

const CALLS_AT_ONCE = 20;
/** A reader slower than this has gone. */
const MAX_STREAM_MS = 15 * 60_000;

/** Gives a caller what is kept of them, as the team passes it on. */
@Injectable()
export class CallerExports implements BeforeApplicationShutdown {
  private readonly readers = new Readers();

  constructor(
    private readonly database: TenantDatabase,
    private readonly calls: CallerCalls,
    private readonly records: CallerRecords,
    private readonly audit: AuditLog,
    private readonly readiness: Readiness,
    private readonly clock: Clock,
  ) {}

  /**
   * Written call by call, each read in a transaction of its own: no reader, however slow, holds a connection. Ends when the
   * last byte is on its way, or the reader has gone.
   * @param open gives where it goes, once it is sure that something will.
   * @throws AppError `draining`
   */
  async write(
    tenantId: TenantId,
    actor: AuditActor,
    question: CallerQuestion,
    open: () => Writable,
  ): Promise<void> {
    if (this.readiness.draining) throw new AppError('draining');
    await this.readers.hold(async ({ signal }) => {
      await this.note(tenantId, actor);
      if (signal.aborted) throw new AppError('draining');
      await this.hand(this.pieces(tenantId, this.records.marked(tenantId, question)), open(), signal);
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.readers.letGo();
  }

  private note(tenantId: TenantId, actor: AuditActor): Promise<void> {
    const fact = { actor, action: 'caller.exported', targetType: 'caller', targetId: null };
    return this.database.withTenant(tenantId, (tx) => this.audit.record(tx, tenantId, fact));
  }

  private async hand(pieces: AsyncIterable<string>, to: Writable, stop: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(MAX_STREAM_MS)]);
    const text = Readable.from(pieces);
    try {
      await pipeline(text, to, { signal });
    } catch (error) {
      // That a reader has gone, or is let go, is no fault of ours; that something could not be read is.
      if (!isLeft(error) && !signal.aborted) throw error;
    } finally {
      // Where it broke off, what was being read is waited for: nobody else does before the database is let go.
      if (!text.closed) await new Promise((closed) => text.once('close', closed));
    }
  }

  private async *pieces(tenantId: TenantId, { knownBy, marks }: MarkedCaller): AsyncGenerator<string> {
    const until = this.clock.now();
    yield `{"madeAt":${JSON.stringify(until)},"knownBy":${JSON.stringify(knownBy)},"calls":[`;
    let after: string | null = null;
    let between = '';
    for (;;) {
      const page: { ids: string[]; texts: string[] } = await this.page(tenantId, marks, { after, until });
      for (const text of page.texts) {
        yield `${between}${text}`;
        between = ',\n';
      }
      if (page.ids.length < CALLS_AT_ONCE) break;
      after = page.ids.at(-1) ?? null;
    }
    yield `],"records":${JSON.stringify(await this.loose(tenantId, marks, until))}}\n`;
  }

  private page(
    tenantId: TenantId,
    marks: readonly Buffer[],
    span: { after: string | null; until: Date },
  ): Promise<{ ids: string[]; texts: string[] }> {
    return this.database.withTenant(tenantId, async (tx) => {
      const ids = await this.calls.find(tx, tenantId, marks, { ...span, take: CALLS_AT_ONCE });
      const texts: string[] = [];
      for (const id of ids) {
        const record = await this.calls.record(tx, tenantId, id);
        if (record) texts.push(JSON.stringify(record));
      }
      return { ids, texts };
    });
  }

  private loose(tenantId: TenantId, marks: readonly Buffer[], until: Date): Promise<unknown[]> {
    return this.database.withTenant(tenantId, async (tx) => {
      const kept: unknown[] = [];
      for await (const { keeper, records } of this.records.find(tx, tenantId, marks, until))
        kept.push(...records.map(({ record }) => ({ part: keeper.part, record })));
      return kept;
    });
  }
}
