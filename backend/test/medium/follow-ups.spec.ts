import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallEndReason } from '@orbisvoice/contracts';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { waitFor } from '../support/wait-for.js';
import { TenantDatabase } from '../../src/platform/database/index.js';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { FollowUps } from '../../src/modules/follow-ups/application/follow-ups.service.js';
import { FollowUpsModule } from '../../src/modules/follow-ups/index.js';

let test: TenantTest;
let speaker: CallSpeaker;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule, FollowUpsModule], { config: { ROLE: 'all' } });
  const agent = await test.app
    .get(AgentsFacade)
    .create(test.tenant, { name: 'Host', systemPrompt: 'Be kind.' });
  speaker = new CallSpeaker(test.app.get(CallsFacade), test.tenant, agent.id);
});
afterAll(() => test.close());

async function ended(reason: CallEndReason): Promise<string> {
  const { id, epoch } = await speaker.live();
  await test.app.get(CallsFacade).finalise(test.tenant, id, epoch, { reason, endedAt: new Date() });
  return id;
}
const list = async (state = 'open', as = test.tenant) =>
  (await test.send('GET', `/follow-ups?state=${state}`, undefined, as)).body.items;
const opened = async (callId: string) => {
  const find = async () => (await list()).find((item: { callId: string }) => item.callId === callId);
  await waitFor(async () => (await find()) !== undefined, 20_000);
  return find();
};

describe('follow-ups', () => {
  it('open by way of the outbox and the queue, one for a call that went wrong', async () => {
    const fine = await ended('client_ended');
    const lost = await ended('client_lost');
    expect(await opened(lost)).toMatchObject({
      callId: lost,
      agentName: 'Host',
      reason: 'lost',
      doneAt: null,
    });
    const again = () =>
      test.app
        .get(TenantDatabase)
        .withTenant(test.tenant, (tx) => test.app.get(FollowUps).consider(tx, test.tenant, lost));
    await Promise.all([again(), again()]);
    const calls = (await list()).map((item: { callId: string }) => item.callId);
    expect(calls.filter((id: string) => id === lost)).toHaveLength(1);
    expect(calls).not.toContain(fine);
  });

  it('are done once, by whoever is first, and move to the other list', async () => {
    const { id } = await opened(await ended('orphaned'));
    const { status, body } = await test.send('POST', `/follow-ups/${id}/done`);
    expect([status, body.reason]).toEqual([200, 'failed']);
    const repeated = await test.send('POST', `/follow-ups/${id}/done`);
    expect(repeated.body.doneAt).toBe(body.doneAt);
    expect((await list()).map((item: { id: string }) => item.id)).not.toContain(id);
    expect((await list('done')).map((item: { id: string }) => item.id)).toContain(id);
    const audit = await test.owner.query(
      `select 1 from audit_log where action = 'follow_up.done' and target_id = $1`,
      [id],
    );
    expect(audit.rows).toHaveLength(1);
  });

  it('come in pages, newest first', async () => {
    for (let count = 0; count < 3; count += 1) await opened(await ended('client_lost'));
    const first = (await test.send('GET', '/follow-ups?limit=2')).body;
    const second = (await test.send('GET', `/follow-ups?limit=2&cursor=${first.nextCursor}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort().reverse()).toEqual(ids);
  });

  it('are the team’s own', async () => {
    const { id } = await opened(await ended('client_lost'));
    expect(await list('open', test.neighbour)).toEqual([]);
    const foreign = await test.send('POST', `/follow-ups/${id}/done`, undefined, test.neighbour);
    expect([foreign.status, foreign.body.error.code]).toEqual([404, 'follow_up_not_found']);
  });
});
