import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { MAX_SHOWN_INVOICES, type Billing } from '@orbisvoice/contracts';
import type { TenantId } from '../../../platform/database/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { isFact } from '../domain/fact.js';
import { invoicesOf } from '../domain/team-invoices.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { toPaidInvoice } from './billing.mapping.js';

/** What the billing system told about a team. It tells the programme, so the facts are here. */
@Injectable()
export class TeamBilling {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    private readonly tenants: TenantsFacade,
    private readonly config: AppConfig,
  ) {}

  async read(tenantId: TenantId): Promise<Billing> {
    const [{ facts }, tenant] = await Promise.all([
      this.programme.office((tx) => this.facts.dossierOf(tx, tenantId)),
      this.tenants.get(tenantId),
    ]);
    const newest = facts
      .filter(isFact('subscription.created'))
      .filter((subscription) => subscription.tenantId === tenantId)
      .reduce<{ plan: string; at: number } | undefined>(
        (last, one) => (last && last.at > one.at ? last : one),
        undefined,
      );
    return {
      subscription: newest ? { plan: newest.plan, since: new Date(newest.at).toISOString() } : null,
      invoices: invoicesOf(tenantId, facts).slice(0, MAX_SHOWN_INVOICES).map(toPaidInvoice),
      limits: {
        concurrentCalls: tenant.maxConcurrentCalls ?? this.config.callsPerTenant,
        requestsPerMinutePerKey: tenant.rateLimitPerMinute,
      },
    };
  }
}
