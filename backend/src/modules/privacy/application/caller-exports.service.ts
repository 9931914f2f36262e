import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { CallerQuestion } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { CallerCalls } from '../../calls/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { CallerRecords, type MarkedCaller } from './caller-records.js';

const CALLS_AT_ONCE = 20;
/** A reader slower than this has gone. */
const MAX_STREAM_MS = 15 * 60_000;

/** Gives a caller what is kept of them, as the team passes it on. */
@Injectable()
export class CallerExports {
  constructor(
    private readonly database: TenantDatabase,
    private readonly calls: CallerCalls,
    private readonly records: CallerRecords,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Written call by call, each read in a transaction of its own: no reader, however slow, holds a connection.
   * @param open gives where it goes, once it is sure that something will.
   */
  async write(
    tenantId: TenantId,
    actor: AuditActor,
    question: CallerQuestion,
    open: () => Writable,
  ): Promise<void> {
    const caller = this.records.marked(tenantId, question);
    const target = { targetType: 'caller', targetId: null };
    await this.database.withTenant(tenantId, (tx) =>
      this.audit.record(tx, tenantId, { actor, action: 'caller.exported', ...target }),
    );
    const text = Readable.from(this.pieces(tenantId, caller));
    await pipeline(text, open(), { signal: AbortSignal.timeout(MAX_STREAM_MS) });
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
