import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { walkOf } from '../../../test/support/explained.js';
import { createToolTest, type MadeTool, type ToolTest } from '../../../test/support/tool-test.js';
import { newId } from '../../platform/crypto/index.js';
import { TenantDatabase, type Transaction } from '../../platform/database/index.js';
import { ToolTraces } from './application/tool-traces.js';

const OTHERS = 500;
const DAY_MS = 86_400_000;

let test: ToolTest;
let order: MadeTool;
let booking: MadeTool;
let mail: MadeTool;
beforeAll(async () => {
  test = await createToolTest();
  order = await test.makeTool();
  const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };
  const made = (builtin: object) =>
    test.makeTool({}, { kind: 'builtin', http: undefined, parameters: undefined, builtin });
  booking = await made({ name: 'bookMeeting', settings: { ...hours, recipients: ['desk@shop.example'] } });
  mail = await made({ name: 'sendEmail', settings: { recipients: ['ana@plumage.example'] } });
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.owner.query('delete from tool_invocations');
  await test.owner.query('delete from bookings');
  await test.owner.query('delete from mails');
});

const asTeam = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  test.app.get(TenantDatabase).withTenant(test.tenant, work);
const traces = () => test.app.get(ToolTraces, { strict: false });
const until = () => new Date(Date.now() + 1_000);
const loose = (take = 100, after?: string) =>
  asTeam((tx) => traces().loose(tx, test.tenant, { until: until(), after, take }));
const forget = (ids: readonly string[]) => asTeam((tx) => traces().forgetLoose(tx, test.tenant, ids));
let days = 0;
const book = (callId: string | null = null) => {
  const start = new Date(Date.now() + ++days * DAY_MS).toISOString();
  const args = { start, title: 'Tea with Ana', name: 'Ana', email: 'ana@plumage.example' };
  return test.invoke(booking, { args, callId });
};

describe('what tools did outside of calls', () => {
  it('is given in the order of ids, whichever page ends where', async () => {
    for (let round = 0; round < 3; round += 1) {
      await test.invoke(order);
      await book();
    }
    const all = await loose();
    const ids = all.map(({ id }) => id);
    // Each booking is a line of the ledger as well.
    expect(ids).toHaveLength(9);
    expect(ids).toEqual([...ids].sort());
    for (const take of [1, 2, 4]) {
      const walked: string[] = [];
      for (let page = await loose(take); page.length > 0; page = await loose(take, walked.at(-1)))
        walked.push(...page.map(({ id }) => id));
      expect(walked).toEqual(ids);
    }
    const early = { until: new Date(Date.now() - DAY_MS), after: undefined, take: 10 };
    expect(await asTeam((tx) => traces().loose(tx, test.tenant, early))).toEqual([]);
    expect(
      await test.app
        .get(TenantDatabase)
        .withTenant(test.neighbour, (tx) =>
          traces().loose(tx, test.neighbour, { until: until(), after: undefined, take: 10 }),
        ),
    ).toEqual([]);
  });

  it('is forgotten once, with its mails and the digest of what was asked', async () => {
    await book();
    await test.invoke(mail, { args: { to: 'ana@plumage.example', subject: 'Hello', text: 'Ana!' } });
    const bystander = await test.invoke(order);
    const named = (await loose()).filter(({ record }) => JSON.stringify(record).includes('ana@'));
    expect(named).toHaveLength(2);
    const ids = named.map(({ id }) => id);
    expect(await forget(ids)).toBe(2);
    expect(await forget(ids)).toBe(0);
    const { rows: mails } = await test.owner.query('select body, business_key like $1 as blank from mails', [
      'erased:%',
    ]);
    expect(mails).toEqual([1, 2, 3].map(() => ({ body: null, blank: true })));
    const { rows: bookings } = await test.owner.query(
      'select title, attendee_name, attendee_email from bookings',
    );
    expect(bookings).toEqual([{ title: '', attendee_name: null, attendee_email: null }]);
    // What is left is the other's.
    const { rows: ledger } = await test.owner.query<{ outcome: string }>(
      `select outcome from tool_invocations where outcome is not null or args_digest <> ''`,
    );
    expect(ledger.map(({ outcome }) => JSON.parse(outcome))).toEqual([bystander]);
    expect(await loose()).toHaveLength(1);
  });

  it('is not done a second time under its key when it is forgotten', async () => {
    const idempotencyKey = newId();
    const before = test.server.seen.length;
    await test.invoke(order, { idempotencyKey });
    await forget((await loose()).map(({ id }) => id));
    await expect(test.invoke(order, { idempotencyKey })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(test.server.seen).toHaveLength(before + 1);
  });

  it('is found without reading what they did in calls, or what is forgotten', async () => {
    await test.invoke(order);
    await book();
    const call = newId();
    await test.owner.query(
      `insert into calls (id, tenant_id, agent_id, channel, status, created_at) values ($1, $2, $3, 'api', 'created', now())`,
      [call, test.tenant, order.agentId],
    );
    const columns = 'tenant_id, tool_id, agent_id, args_digest, state, may_repeat, outcome, deadline_at';
    for (const [callId, forgottenAt] of [
      [call, null],
      [null, new Date()],
    ])
      await test.owner.query(
        `insert into tool_invocations (id, call_id, forgotten_at, idempotency_key, ${columns})
         select gen_random_uuid(), $1, $2, gen_random_uuid(), ${columns}
         from (select * from tool_invocations where tool_id = $3 limit 1) one, generate_series(1, $4::integer)`,
        [callId, forgottenAt, order.tool.id, OTHERS],
      );
    await test.owner.query('analyze');
    const { scans, inVain } = await asTeam((tx) =>
      walkOf(tx, () => traces().loose(tx, test.tenant, { until: until(), after: undefined, take: 100 })),
    );
    expect(scans).toContainEqual(expect.stringContaining('bookings_loose_idx'));
    expect(scans).toContainEqual(expect.stringContaining('tool_invocations_loose_idx'));
    expect(inVain).toBeLessThan(10);
  });
});
