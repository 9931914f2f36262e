import { Injectable } from '@nestjs/common';
import type { Analytics, AnalyticsQuery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { CallFacts } from '../../calls/index.js';
import { NOTHING } from '../domain/call-count.js';
import { piecesOf } from '../domain/grains.js';
import { periodOf } from '../domain/period.js';
import { StatsRepository } from '../persistence/stats.repository.js';
import { nanosOf, toFigures, toFunnel, toPoint } from './analytics.mapping.js';

const MOST_AGENTS = 10;
/** Calls are counted where they were asked for, so nothing lies behind the present quarter hour. */
const AHEAD_MS = 15 * 60_000;

@Injectable()
export class AnalyticsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly stats: StatsRepository,
    private readonly calls: CallFacts,
    private readonly clock: Clock,
  ) {}

  async read(tenantId: TenantId, query: AnalyticsQuery): Promise<Analytics> {
    const now = this.clock.now().getTime();
    const period = periodOf(query, now);
    if ('path' in period) throw new AppError('bad_request', { details: [period] });
    const { from, to, previousFrom, boundaries, interval } = period;
    const slots = boundaries
      .slice(0, -1)
      .map((start, index) => ({ start, end: boundaries[index + 1] ?? to }));
    const whole = [piecesOf(from, to), piecesOf(previousFrom, from)];
    const stretches = [...whole, ...slots.map(({ start, end }) => piecesOf(start, end))];
    const lately = [period.today, period.week, period.month].map((start) =>
      piecesOf(start, quarterAfter(now)),
    );

    return this.database.withTenant(tenantId, async (tx) => {
      const sums = await this.stats.sums(tx, tenantId, query.agentId, [...stretches, ...lately]);
      const answers = await this.stats.histograms(tx, tenantId, query.agentId, 'answers', stretches);
      const ears = await this.stats.histograms(tx, tenantId, query.agentId, 'ears', whole);
      const agents = await this.stats.topAgents(tx, tenantId, whole[0] ?? [], MOST_AGENTS);
      const names = await this.calls.agentNames(
        tx,
        tenantId,
        agents.map(({ agentId }) => agentId),
      );
      const figures = (at: number) => toFigures(sums[at] ?? NOTHING, answers[at] ?? {}, ears[at] ?? {});
      const volume = (at: number) => sums[stretches.length + at]?.started ?? 0;
      return {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        timeZone: query.timeZone,
        interval,
        volume: { today: volume(0), week: volume(1), month: volume(2) },
        totals: figures(0),
        previous: figures(1),
        series: slots.map(({ start, end }, index) =>
          toPoint(start, end, sums[index + whole.length] ?? NOTHING, answers[index + whole.length] ?? {}),
        ),
        topAgents: agents.map((agent) => ({
          agentId: agent.agentId,
          agentName: names.get(agent.agentId) ?? '',
          calls: agent.started,
          errors: agent.errors,
          averageDurationMs: agent.duration_ms / agent.started,
          costNanos: nanosOf(agent),
        })),
        funnel: toFunnel(sums[0] ?? NOTHING),
      };
    });
  }
}

const quarterAfter = (now: number): number => Math.floor(now / AHEAD_MS) * AHEAD_MS + AHEAD_MS;
