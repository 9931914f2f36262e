import { Injectable } from '@nestjs/common';
import type { Money, ReferralAnalytics } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { AuditLog } from '../../tenants/index.js';
import { CohortsRepository, type CohortMonthRow, type CohortRow } from '../persistence/cohorts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import type { Operator } from './operator.js';

const WEEK_MS = 7 * 86_400_000;

/** How referred teams fare, week by week of their sign-up. */
@Injectable()
export class Cohorts {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly cohorts: CohortsRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async analytics(operator: Operator): Promise<ReferralAnalytics> {
    const asOf = this.clock.now();
    const read = await this.programme.officeSnapshot(async (tx) => ({
      weeks: await this.cohorts.weeks(tx),
      months: await this.cohorts.months(tx),
    }));
    await this.programme.office(
      (tx) =>
        this.audit.record(tx, operator.tenantId, {
          actor: { kind: 'user', id: operator.userId },
          action: 'referral_analytics.read',
          targetType: 'referral_programme',
          targetId: null,
        }),
      operator.tenantId,
    );
    return {
      asOf: asOf.toISOString(),
      cohorts: read.weeks.map((row) => toCohort(row, read.months, asOf.getTime())),
    };
  }
}

function toCohort(
  row: CohortRow,
  months: readonly CohortMonthRow[],
  asOf: number,
): ReferralAnalytics['cohorts'][number] {
  const { week, signups } = row;
  return {
    week,
    complete: Date.parse(week) + WEEK_MS <= asOf,
    signups,
    activatedWithinDays: { 7: row.activated7, 14: row.activated14, 30: row.activated30 },
    paidWithinDays: { 30: row.paid30, 60: row.paid60, 90: row.paid90 },
    months: months
      .filter((one) => one.week === week)
      .map(({ month, currency, revenueMinor, returnedMinor, commissionMinor }) => {
        const money = (amountMinor: number): Money => ({ amountMinor: Number(amountMinor), currency });
        return {
          month,
          revenue: money(revenueMinor),
          returned: money(returnedMinor),
          commission: money(commissionMinor),
        };
      }),
  };
}
