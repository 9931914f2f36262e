import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnalyticsQuery } from '@orbisvoice/contracts';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { AnalyticsModule, AnalyticsRebuild } from '../../src/modules/analytics/index.js';
import { piecesOf } from '../../src/modules/analytics/domain/grains.js';
import { periodOf } from '../../src/modules/analytics/domain/period.js';
import { StatsRepository } from '../../src/modules/analytics/persistence/stats.repository.js';
import { CallsModule } from '../../src/modules/calls/index.js';
import {
  CallHistoryRepository,
  type CallFilters,
} from '../../src/modules/calls/persistence/call-history.repository.js';
import { TenantDatabase, type Transaction } from '../../src/platform/database/index.js';
import { insertOverCall, overCall } from '../support/counted-calls.js';
import { walkOf } from '../support/explained.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';

const DAY_MS = 86_400_000;
const CALLS = 400;
/** Far below what a filter without an index of its own would read. Of each day the line of all agents is passed over. */
const IN_VAIN = 50;
const NOW = Date.parse('2026-11-23T12:00:00Z');

let test: TenantTest;
let agentId: string;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule, AnalyticsModule], { config: { ROLE: 'api' } });
  const agent = { name: 'Reception', systemPrompt: 'Be kind.' };
  agentId = (await test.app.get(AgentsFacade).create(test.tenant, agent)).id;
  for (let call = 0; call < CALLS; call++) {
    const facts = { rating: call % 40 === 0 ? 4 : null, answersMs: [500] };
    await insertOverCall(test.owner, test.tenant, overCall(agentId, NOW - call * (DAY_MS / 10), facts));
  }
  await test.app.get(AnalyticsRebuild).rebuild([test.tenant]);
  await test.owner.query('analyze');
});
afterAll(() => test.close());

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const walk = (work: (tx: Transaction) => Promise<unknown>) =>
  test.app.get(TenantDatabase).withTenant(test.tenant, (tx) => walkOf(tx, work));

const page = (filters: CallFilters) => (tx: Transaction) =>
  part(CallHistoryRepository).page(tx, test.tenant, filters, undefined, 51);

/** The stretches that GET /analytics of these days asks for. */
function stretches() {
  const period = periodOf(AnalyticsQuery.parse({ timeZone: 'Asia/Kathmandu' }), NOW);
  if ('path' in period) throw new Error(period.message);
  const { from, to, previousFrom, boundaries } = period;
  const points = boundaries.slice(1).map((end, index) => piecesOf(boundaries[index] ?? from, end));
  return [piecesOf(from, to), piecesOf(previousFrom, from), ...points];
}

describe('however many calls there are, only those that are shown are read', () => {
  it.each<[string, (tx: Transaction) => Promise<unknown>]>([
    ['the newest calls', (tx) => page({})(tx)],
    ['the calls of an agent', (tx) => page({ agentId })(tx)],
    ['the calls of a channel', (tx) => page({ channel: 'api' })(tx)],
    ['the calls that are on', (tx) => page({ status: 'live' })(tx)],
    ['the calls that failed', (tx) => page({ failure: 'any' })(tx)],
    ['the calls rated badly', (tx) => page({ maxRating: 2 })(tx)],
    ['the calls of a week', (tx) => page({ from: '2026-11-10T00:00:00Z', to: '2026-11-17T00:00:00Z' })(tx)],
    ['the calls with a word', (tx) => page({ q: 'order' })(tx)],
    ['sums', (tx) => part(StatsRepository).sums(tx, test.tenant, undefined, stretches())],
    ['sums of an agent', (tx) => part(StatsRepository).sums(tx, test.tenant, agentId, stretches())],
    [
      'how long answers took',
      (tx) => part(StatsRepository).histograms(tx, test.tenant, undefined, 'answers', stretches()),
    ],
    [
      'the busiest agents',
      (tx) => part(StatsRepository).topAgents(tx, test.tenant, stretches()[0] ?? [], 10),
    ],
  ])('for %s', async (_name, work) => {
    const { scans, inVain } = await walk(work);
    expect(scans.length).toBeGreaterThan(0);
    expect(scans.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
    expect(inVain).toBeLessThan(IN_VAIN);
  });

  it('and a question without an index would be found', async () => {
    const { inVain } = await walk((tx) => tx.query('select 1 from calls where duration_ms = 1'));
    expect(inVain).toBeGreaterThanOrEqual(CALLS);
  });
});
