import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillCalls, fillTranscripts } from '../../../bench/lib/many-calls.mjs';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { TenantDatabase } from '../../platform/database/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import type { CallRecord } from './domain/call-record.js';
import { CallsModule } from './index.js';
import { CallHistoryRepository, type CallFilters } from './persistence/call-history.repository.js';

const CALLS = 6_000;
const PAGE = 50;
/** The rows of a page, several times over. */
const FEW = 400;

let test: TenantTest;
let ids: string[];
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'api' } });
  await test.app.get(AgentsFacade).create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.' });
  await fillCalls(test.owner, CALLS);
  await fillTranscripts(test.owner, CALLS);
  // New words wait in a list until then, through which every search has to look.
  await test.owner.query('vacuum analyze transcripts');
  await test.owner.query('vacuum analyze calls');
  ids = (await test.owner.query<{ id: string }>('select id from calls order by id desc')).rows.map(
    ({ id }) => id,
  );
}, 60_000);
afterAll(() => test.close());

/** Rows of transcripts that Postgres has read since the beginning, and how often it went to look. */
async function reads(): Promise<{ scans: number; rows: number }> {
  const { rows } = await test.owner.query<{ scans: number; rows: number }>(
    `select (seq_scan + idx_scan)::int as scans, (seq_tup_read + idx_tup_fetch)::int as rows
     from pg_stat_user_tables where relname = 'transcripts'`,
  );
  return rows[0] ?? { scans: 0, rows: 0 };
}

async function search(filters: CallFilters, before?: string): Promise<{ calls: CallRecord[]; read: number }> {
  const until = await reads();
  const calls = await test.app.get(TenantDatabase).withTenant(test.tenant, async (tx) => {
    const page = await test.app.get(CallHistoryRepository).page(tx, test.tenant, filters, before, PAGE);
    // Otherwise Postgres tells what was read when the connection has been idle for ten seconds.
    await tx.query('select pg_stat_force_next_flush()');
    return page;
  });
  await waitFor(async () => (await reads()).scans > until.scans, 30_000);
  return { calls, read: (await reads()).rows - until.rows };
}

describe('a search among thousands of calls', () => {
  it('reads a page of them where the word was said in all, from any page on', async () => {
    const first = await search({ q: 'order' });
    expect(first.calls.map(({ id }) => id)).toEqual(ids.slice(0, PAGE));
    expect(first.read).toBeLessThan(FEW);
    const later = await search({ q: 'order' }, ids[CALLS / 2]);
    expect(later.calls[0]?.id).toBe(ids[CALLS / 2 + 1]);
    expect(later.read).toBeLessThan(FEW);
  });

  it('reads none but those that say a rare word', async () => {
    const { calls, read } = await search({ q: 'lighthouse' });
    expect(calls).toHaveLength(CALLS / 1_000);
    expect(read).toBeLessThan(FEW);
    expect(await search({ q: 'zyzzyva' })).toEqual({ calls: [], read: 0 });
  });

  it('keeps to what else is asked for', async () => {
    const [oldest] = (await search({ q: 'lighthouse' })).calls.slice(-1);
    const to = new Date((oldest?.createdAt.getTime() ?? 0) + 1_000).toISOString();
    const { calls } = await search({ q: 'lighthouse', to, agentId: oldest?.agentId });
    expect(calls.map(({ id }) => id)).toEqual([oldest?.id]);
  });
});
