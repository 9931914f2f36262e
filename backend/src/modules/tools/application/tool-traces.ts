import { KeepsCallerData, type CallerData, type LooseRecord } from '../../../platform/caller-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallerTracesRepository } from '../persistence/caller-traces.repository.js';

/**
 * What tools keep of callers: answers and bookings. With a call they are forgotten by the database itself, which calls
 * need not know about.
 */
@KeepsCallerData()
export class ToolTraces implements CallerData {
  readonly part = 'tools';

  constructor(private readonly traces: CallerTracesRepository) {}

  async ofCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<unknown> {
    const outcomes = await this.traces.outcomes(tx, tenantId, callId);
    const bookings = await this.traces.bookings(tx, tenantId, callId);
    if (outcomes.length + bookings.length === 0) return undefined;
    const answers = outcomes.map(({ outcome, ...of }) => ({ ...of, outcome: outcome && parsed(outcome) }));
    return { answers, bookings };
  }

  async loose(
    tx: Transaction,
    tenantId: TenantId,
    page: { until: Date; after: string | undefined; take: number },
  ): Promise<LooseRecord[]> {
    const bookings = await this.traces.looseBookings(tx, tenantId, page);
    return bookings.map((booking) => ({ id: booking.id, record: { ...booking } }));
  }

  forgetLoose(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<void> {
    return this.traces.forgetBookings(tx, tenantId, ids);
  }
}

const parsed = (json: string): unknown => JSON.parse(json);
