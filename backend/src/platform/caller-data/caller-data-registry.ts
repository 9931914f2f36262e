import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import type { TenantId, Transaction } from '../database/index.js';
import { markedProviders } from '../discovery/marked-providers.js';
import {
  CALLER_DATA,
  type AgeLimit,
  type CallerData,
  type ForgetReason,
  type LooseRecord,
} from './caller-data.decorator.js';

/** Everybody who keeps something about callers, found among all providers. */
@Injectable()
export class CallerDataRegistry implements OnModuleInit {
  private readonly keepers: CallerData[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  /** @throws where two of them go by one name. */
  onModuleInit(): void {
    for (const { instance } of markedProviders(this.discovery, this.reflector, CALLER_DATA)) {
      const keeper = instance as CallerData;
      if (this.keepers.some(({ part }) => part === keeper.part))
        throw new Error(`two providers keep the part ${keeper.part} of callers' data`);
      this.keepers.push(keeper);
    }
    this.keepers.sort((a, b) => (a.part < b.part ? -1 : 1));
  }

  all(): readonly CallerData[] {
    return this.keepers;
  }

  async forgetCalls(
    tx: Transaction,
    tenantId: TenantId,
    callIds: readonly string[],
    why: ForgetReason,
  ): Promise<void> {
    for (const keeper of this.keepers) await keeper.forgetCalls?.(tx, tenantId, callIds, why);
  }

  /** Of these teams those that have something loose of before their limit. */
  async looseDue(relay: Transaction, limits: readonly AgeLimit[]): Promise<TenantId[]> {
    const due = new Set<TenantId>();
    for (const keeper of this.keepers)
      for (const tenantId of (await keeper.looseDue?.(relay, limits)) ?? []) due.add(tenantId);
    return [...due];
  }

  /** Takes the oldest that belongs to no call and was there at `until`: of each keeper `take` at most. */
  async forgetOldLoose(
    tx: Transaction,
    tenantId: TenantId,
    { until, take }: { until: Date; take: number },
  ): Promise<{ forgotten: number; more: boolean }> {
    let forgotten = 0;
    let more = false;
    for (const keeper of this.keepers) {
      // Whoever forgets nothing would give the same page for ever.
      if (!keeper.forgetLoose) continue;
      const page = (await keeper.loose?.(tx, tenantId, { until, after: undefined, take })) ?? [];
      if (page.length === 0) continue;
      forgotten += await forgetLoose(keeper, tx, tenantId, page);
      more ||= page.length === take;
    }
    return { forgotten, more };
  }

  /** What all of them keep of one call, by part. */
  async ofCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<Record<string, unknown>> {
    const parts: Record<string, unknown> = {};
    for (const keeper of this.keepers) {
      const record = await keeper.ofCall(tx, tenantId, callId);
      if (record !== undefined) parts[keeper.part] = record;
    }
    return parts;
  }
}

/** How many of these records there were still. */
export async function forgetLoose(
  keeper: CallerData,
  tx: Transaction,
  tenantId: TenantId,
  records: readonly LooseRecord[],
): Promise<number> {
  const ids = records.map(({ id }) => id);
  const forgotten = await keeper.forgetLoose?.(tx, tenantId, ids);
  return typeof forgotten === 'number' ? forgotten : ids.length;
}
