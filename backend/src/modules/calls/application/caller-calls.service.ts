import { Injectable } from '@nestjs/common';
import {
  CallerDataRegistry,
  CallerMarks,
  identitiesIn,
  normalised,
  type CallerIdentity,
} from '../../../platform/caller-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';
import { CallerMarksRepository } from '../persistence/caller-marks.repository.js';
import { VisitorAnswersRepository } from '../persistence/visitor-answers.repository.js';

/** So many rows are looked at, and so many of them marked, before a transaction ends. */
const LOOK_ROWS = 2_000;
const MARK_CALLS = 50;

export interface CallSpan {
  /** Null from the beginning. */
  after: string | null;
  /** Calls that began later are left alone. */
  until: Date;
}

export interface MarkedCall {
  createdAt: Date;
  marks: Buffer[];
}

/** Finds the calls of one caller, and gives out what is kept of them. */
@Injectable()
export class CallerCalls {
  constructor(
    private readonly history: CallHistoryRepository,
    private readonly answers: VisitorAnswersRepository,
    private readonly index: CallerMarksRepository,
    private readonly marks: CallerMarks,
    private readonly others: CallerDataRegistry,
  ) {}

  /** Everything that is kept of a call, here and in other modules; undefined where it is gone or erased. */
  async record(tx: Transaction, tenantId: TenantId, callId: string): Promise<object | undefined> {
    const call = await this.history.find(tx, tenantId, callId);
    if (!call) return undefined;
    const answers = await this.answers.ofCalls(tx, tenantId, [callId]);
    return {
      ...call,
      turns: await this.history.turns(tx, tenantId, callId),
      events: await this.history.events(tx, tenantId, callId),
      analysis: (await this.history.analysis(tx, tenantId, callId)) ?? null,
      ...answers.get(callId),
      ...(await this.others.ofCall(tx, tenantId, callId)),
    };
  }

  /**
   * Notes whose call it was, under former application secrets too: whoever wished to be forgotten may have said so before
   * a change. Safe to repeat; of a call that is on or erased nothing is noted.
   */
  async mark(tx: Transaction, tenantId: TenantId, callId: string): Promise<MarkedCall | undefined> {
    const createdAt = await this.index.holdCall(tx, tenantId, callId);
    const record = createdAt && (await this.record(tx, tenantId, callId));
    if (!record) return undefined;
    const marks = identitiesOf(record).flatMap((identity) => this.marks.all(tenantId, identity));
    // Also where nobody can be told from it: a call without this mark is one that was never looked at.
    marks.push(...this.marks.allOfCall(tenantId, callId));
    await this.index.add(tx, tenantId, callId, marks);
    return { createdAt, marks };
  }

  /**
   * Marks calls without marks of the present application secret: they ended before there were marks, or came back with a
   * backup of before a change. Ask again, from where it came to, until it has looked at all.
   */
  async catchUp(
    tx: Transaction,
    tenantId: TenantId,
    { after, until }: CallSpan,
  ): Promise<{ lookedUntil: string | null; complete: boolean }> {
    const ids = await this.index.look(tx, tenantId, { after, until, take: LOOK_ROWS });
    const present = ids.map((id) => this.marks.ofCall(tenantId, id));
    const before = await this.index.having(tx, tenantId, ids, present);
    let lookedUntil = after;
    let marked = 0;
    for (const id of ids) {
      if (!before.has(id)) {
        if (marked === MARK_CALLS) return { lookedUntil, complete: false };
        await this.mark(tx, tenantId, id);
        marked += 1;
      }
      lookedUntil = id;
    }
    return { lookedUntil, complete: ids.length < LOOK_ROWS };
  }

  /** Marks calls under the present application secret, those too that have marks of a former one. Asked as `catchUp`. */
  async markAnew(
    tx: Transaction,
    tenantId: TenantId,
    { after, until }: CallSpan,
  ): Promise<{ lookedUntil: string | null; complete: boolean }> {
    const ids = await this.index.look(tx, tenantId, { after, until, take: MARK_CALLS });
    for (const id of ids) await this.mark(tx, tenantId, id);
    return { lookedUntil: ids.at(-1) ?? after, complete: ids.length < MARK_CALLS };
  }

  /** In the order of ids: ask again with the last one until nothing comes. */
  find(
    tx: Transaction,
    tenantId: TenantId,
    marks: readonly Buffer[],
    { after, until, take }: CallSpan & { take: number },
  ): Promise<string[]> {
    return this.index.callsOf(tx, tenantId, marks, { after, until, take });
  }

  count(tx: Transaction, tenantId: TenantId, marks: readonly Buffer[], until: Date): Promise<number> {
    return this.index.count(tx, tenantId, marks, until);
  }
}

function identitiesOf(record: object): CallerIdentity[] {
  const found = identitiesIn(record);
  const userId = 'userId' in record && typeof record.userId === 'string' ? record.userId : undefined;
  const value = userId && normalised('userId', userId);
  return value ? [...found, { kind: 'userId', value }] : found;
}
