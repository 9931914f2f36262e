import {
  KeepsCallerData,
  type AgeLimit,
  type CallerData,
  type LooseRecord,
} from '../../../platform/caller-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallerTracesRepository } from '../persistence/caller-traces.repository.js';
import { LooseTracesRepository, type LoosePage } from '../persistence/loose-traces.repository.js';

/**
 * What tools keep of callers: answers and bookings. With a call they are forgotten by the database itself, which calls
 * need not know about; outside of calls by whoever finds them.
 */
@KeepsCallerData()
export class ToolTraces implements CallerData {
  readonly part = 'tools';

  constructor(
    private readonly traces: CallerTracesRepository,
    private readonly looseTraces: LooseTracesRepository,
  ) {}

  async ofCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<unknown> {
    const outcomes = await this.traces.outcomes(tx, tenantId, callId);
    const bookings = await this.traces.bookings(tx, tenantId, callId);
    if (outcomes.length + bookings.length === 0) return undefined;
    const answers = outcomes.map(({ outcome, ...of }) => ({ ...of, outcome: parsed(outcome) }));
    return { answers, bookings };
  }

  async loose(tx: Transaction, tenantId: TenantId, page: LoosePage): Promise<LooseRecord[]> {
    const bookings = await this.looseTraces.bookings(tx, tenantId, page);
    const answers = await this.looseTraces.answers(tx, tenantId, page);
    const records = [
      ...bookings,
      ...answers.map(({ outcome, ...of }) => ({ ...of, outcome: parsed(outcome) })),
    ];
    // Whatever the two have behind the last of a full page is asked for with the next.
    return records
      .map((record) => ({ id: record.id, record: { ...record } }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, page.take);
  }

  forgetLoose(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<number> {
    return this.looseTraces.forget(tx, tenantId, ids);
  }

  looseDue(relay: Transaction, limits: readonly AgeLimit[]): Promise<TenantId[]> {
    return this.looseTraces.due(relay, limits);
  }
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
