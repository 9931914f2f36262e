import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallerExport, type CallerErasure, type CallerQuestion, type Tool } from '@orbisvoice/contracts';
import { tablesWith } from '../../bench/lib/every-row.mjs';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallerCalls, CallFacts, CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { CallerMarksRepository } from '../../src/modules/calls/persistence/caller-marks.repository.js';
import { CallHistoryRepository } from '../../src/modules/calls/persistence/call-history.repository.js';
import { VisitorAnswersRepository } from '../../src/modules/calls/persistence/visitor-answers.repository.js';
import { FollowUpsModule } from '../../src/modules/follow-ups/index.js';
import { Remarking } from '../../src/modules/privacy/application/remarking.service.js';
import { PrivacyModule, Tombstones } from '../../src/modules/privacy/index.js';
import { ToolsFacade, ToolsModule } from '../../src/modules/tools/index.js';
import { WebhooksModule } from '../../src/modules/webhooks/index.js';
import { CallerDataRegistry, CallerMarks } from '../../src/platform/caller-data/index.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { KeyRing, newId } from '../../src/platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../src/platform/database/index.js';
import { somebody, type Person } from '../support/canary-person.js';
import { insertOverCall, overCall } from '../support/counted-calls.js';
import { backUp } from '../support/every-row.js';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { waitFor } from '../support/wait-for.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

const SLOW = 30_000;
const HOURS = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };

let test: TenantTest;
let receiver: WebhookReceiver;
let agentId: string;
let booking: Tool;
let lookup: Tool;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  test = await createTenantTest(
    [AgentsModule, ToolsModule, CallsModule, FollowUpsModule, PrivacyModule, WebhooksModule],
    { config: { ROLE: 'all', EGRESS_ALLOW: receiver.host } },
  );
  booking = (
    await test.send('POST', '/tools', {
      name: 'book',
      description: 'Books.',
      kind: 'builtin',
      builtin: {
        name: 'bookMeeting',
        settings: { ...HOURS, recipients: ['desk@shop.example'] },
      },
    })
  ).body;
  const http = { method: 'POST', url: receiver.url('/customers') };
  lookup = (await test.send('POST', '/tools', { name: 'look', description: 'Looks up.', kind: 'http', http }))
    .body;
  const wish = { name: 'Host', systemPrompt: 'Be kind.', toolIds: [booking.id, lookup.id] };
  ({ id: agentId } = await test.app.get(AgentsFacade).create(test.tenant, wish));
});
afterAll(async () => {
  await test.close();
  await receiver.close();
});

let day = 0;
async function book(person: Person, callId: string | null): Promise<void> {
  const start = new Date(Date.now() + ++day * 86_400_000).toISOString();
  const args = { start, title: `Visit of ${person.name}`, name: person.name, email: person.email };
  const wish = { agentId, callId, toolName: booking.name, args, idempotencyKey: newId() };
  const answer = await test.app.get(ToolsFacade).invoke(test.tenant, wish, new AbortController().signal);
  expect(answer).toMatchObject({ outcome: 'result' });
}
/** The team's server asks for what its own server knows of somebody, outside of any call. */
async function lookUp(person: Person): Promise<void> {
  const { name, email } = person;
  receiver.on('/customers', (reply) =>
    reply
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ customer: { name, email } })),
  );
  const answer = await test.send('POST', `/agents/${agentId}/tools/${lookup.id}/invoke`, { args: {} });
  expect(answer).toMatchObject({ status: 200, body: { result: { customer: { name, email } } } });
}
/** A call in which somebody says their address and their number, and books. */
async function callOf(person: Person, tenant = test.tenant, agent = agentId): Promise<string> {
  const { id, epoch } = await new CallSpeaker(test.app.get(CallsFacade), tenant, agent).live([
    `I am ${person.name}, ${person.email}, and my number is ${person.phone}.`,
    `Thank you, ${person.name}.`,
  ]);
  if (tenant === test.tenant) await book(person, id);
  const ending = { reason: 'client_lost', endedAt: new Date() } as const;
  await test.app.get(CallsFacade).finalise(tenant, id, epoch, ending);
  await worked(id);
  return id;
}
const FOLLOWS = ['assemble-transcript', 'mark-caller', 'open-follow-up', 'publish-call-ended'];
/** What follows from the end of a call is done, as far as these modules do it. */
async function worked(callId: string): Promise<void> {
  await waitFor(async () => {
    const { rows } = await test.owner.query<{ consumer: string }>(
      `select p.consumer from processed p join outbox o on o.id = p.outbox_id
       where o.name = 'call.ended' and o.payload ->> 'callId' = $1`,
      [callId],
    );
    const consumers = rows.map(({ consumer }) => consumer);
    return FOLLOWS.every((name) => consumers.includes(name));
  }, SLOW);
}
const search = async (question: CallerQuestion, as = test.tenant) =>
  (await test.send('POST', '/privacy/callers/search', question, as)).body;
async function erase(question: CallerQuestion, as = test.tenant): Promise<CallerErasure> {
  const asked = await test.send('POST', '/privacy/erasures', question, as);
  expect(asked.status).toBe(202);
  return done(asked.body.id, as);
}
async function done(id: string, as: TenantId): Promise<CallerErasure> {
  const read = async () => (await test.send('GET', `/privacy/erasures/${id}`, undefined, as)).body;
  await waitFor(async () => (await read()).state === 'done', SLOW);
  return read();
}
/** The team's server has answered to so many messages of each kind. */
const answered = (wanted: Record<string, number>): Promise<void> =>
  waitFor(async () => {
    const { rows } = await test.owner.query<{ type: string; count: number }>(
      `select type, count(*)::integer as count from webhook_deliveries where state = 'delivered' group by type`,
    );
    const counts = Object.fromEntries(rows.map(({ type, count }) => [type, count]));
    return Object.entries(wanted).every(([type, count]) => counts[type] === count);
  }, SLOW);
const traces = ({ name, email, phone }: Person) => tablesWith(test.owner, name, email, phone);

describe('the erasure of a caller', () => {
  it('takes every word of them out of every table, and nobody else’s', async () => {
    const endpoint = { url: receiver.url('/hook'), eventTypes: ['call.ended', 'booking.created'] };
    const hook = (await test.send('POST', '/webhook-endpoints', endpoint)).body;
    const canary = somebody();
    const bystander = somebody();
    const kept = await callOf(bystander);
    await answered({ 'call.ended': 1, 'booking.created': 1 });
    receiver.on('/hook', (reply) => reply.writeHead(200).end(`thanks, says ${canary.name}`));
    const [one, two] = [await callOf(canary), await callOf(canary)];
    await book(canary, null);
    await lookUp(canary);
    await lookUp(bystander);
    await answered({ 'call.ended': 3, 'booking.created': 4 });
    expect(await traces(canary)).toEqual(
      expect.arrayContaining(['bookings', 'tool_invocations', 'transcripts', 'turns', 'webhook_attempts']),
    );
    expect(await search({ email: canary.email })).toEqual({ calls: 2, records: 2 });
    expect(await search({ phone: canary.phone.replace('+49 ', '0') })).toEqual({ calls: 2, records: 0 });

    const erasure = await erase({ email: canary.email.toUpperCase() });
    expect(erasure).toMatchObject({ knownBy: ['email'], calls: 2, records: 2 });
    // While the log of deliveries is there still, which goes with its endpoint.
    expect(await traces(canary)).toEqual([]);
    await test.send('DELETE', `/webhook-endpoints/${hook.id}`);
    const mails = await test.owner.query('select 1 from mails where call_id = $1 and body is not null', [
      one,
    ]);
    expect(mails.rows).toEqual([]);
    expect(await search({ email: canary.email })).toEqual({ calls: 0, records: 0 });
    for (const id of [one, two]) expect((await test.send('GET', `/calls/${id}`)).status).toBe(404);

    expect((await test.send('GET', `/calls/${kept}/transcript`)).body.text).toContain(bystander.email);
    expect(await traces(bystander)).toEqual(
      expect.arrayContaining(['bookings', 'tool_invocations', 'turns']),
    );
    const followUps = (await test.send('GET', '/follow-ups')).body.items;
    expect(followUps.map(({ callId }: { callId: string }) => callId)).toEqual([kept]);
    const numbers = await test.owner.query(
      'select duration_ms is not null as known from calls where id = $1',
      [one],
    );
    expect(numbers.rows).toEqual([{ known: true }]);
  });

  it('is proved by the audit log, which names nobody', async () => {
    const person = somebody();
    await callOf(person);
    const { id } = await erase({ phone: person.phone });
    const { items } = (await test.send('GET', '/tenants/me/audit-log')).body;
    const lines = items.filter(({ targetId }: { targetId: string }) => targetId === id);
    expect(lines.map(({ action }: { action: string }) => action)).toEqual([
      'caller.erased',
      'caller.erasure_asked',
    ]);
    expect(await traces(person)).toEqual([]);
  });

  it('may be asked for again, and leaves alone who comes back later', async () => {
    const person = somebody();
    await callOf(person);
    expect(await erase({ email: person.email })).toMatchObject({ calls: 1 });
    expect(await erase({ email: person.email })).toMatchObject({ calls: 0, records: 0 });
    const later = await callOf(person);
    expect((await test.send('GET', `/calls/${later}`)).status).toBe(200);
    expect(await search({ email: person.email })).toEqual({ calls: 1, records: 0 });
  });

  it('reaches a call that was on when it was asked for, once that ends', async () => {
    const person = somebody();
    const calls = test.app.get(CallsFacade);
    const speaker = new CallSpeaker(calls, test.tenant, agentId);
    const { id, epoch } = await speaker.live([`Write to ${person.email}.`]);
    expect(await erase({ email: person.email })).toMatchObject({ calls: 0 });
    await calls.finalise(test.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    await waitFor(async () => (await test.send('GET', `/calls/${id}`)).status === 404, SLOW);
    await worked(id);
    expect(await traces(person)).toEqual([]);
  });

  it('finds calls from before there were marks, and by the site’s own id', async () => {
    const person = somebody();
    for (let index = 0; index < 60; index += 1) {
      const call = overCall(agentId, Date.now() - 1_000_000 + index);
      await insertOverCall(test.owner, test.tenant, call);
      if (index % 20 === 0)
        await test.owner.query('update calls set user_id = $2 where id = $1', [call.id, person.userId]);
    }
    expect(await erase({ userId: person.userId })).toMatchObject({ knownBy: ['userId'], calls: 3 });
    expect(await tablesWith(test.owner, person.userId)).toEqual([]);
  });

  it('is the team’s own, and for those who may', async () => {
    const person = somebody();
    const next = await test.app
      .get(AgentsFacade)
      .create(test.neighbour, { name: 'Next door', systemPrompt: 'Be kind.' });
    const theirs = await callOf(person, test.neighbour, next.id);
    const { id, calls } = await erase({ email: person.email });
    expect(calls).toBe(0);
    expect((await test.send('GET', `/calls/${theirs}`, undefined, test.neighbour)).status).toBe(200);
    expect((await test.send('GET', `/privacy/erasures/${id}`, undefined, test.neighbour)).status).toBe(404);
    expect((await test.send('GET', '/privacy/erasures', undefined, test.neighbour)).body.items).toEqual([]);
  });

  it.each([
    [{}],
    [{ email: 'nobody' }],
    [{ phone: '12' }],
    [{ phone: 'call me' }],
    [{ email: 'a@b.example', x: 1 }],
  ])('refuses %j', async (question) => {
    const answer = await test.send('POST', '/privacy/erasures', question);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'bad_request']);
  });
});

describe('the export of a caller', () => {
  it('gives out what an erasure would take, and nobody else’s', async () => {
    const [person, bystander] = [somebody(), somebody()];
    const ids: string[] = [];
    for (let index = 0; index < 21; index += 1) ids.push(await callOf(person));
    await callOf(bystander);
    await book(person, null);
    await lookUp(person);
    await lookUp(bystander);
    const answer = await test.send('POST', '/privacy/callers/export', { email: person.email });
    expect(answer.status).toBe(200);
    const { knownBy, calls, records } = CallerExport.parse(answer.body);
    expect(knownBy).toEqual(['email']);
    expect(calls.map(({ id }) => id)).toEqual(ids);
    const [call] = calls;
    expect(call).toMatchObject({
      userId: 'visitor-7',
      turns: [{ text: expect.stringContaining(person.phone) }, {}],
      tools: { bookings: [{ attendeeEmail: person.email }] },
    });
    expect(records).toMatchObject([
      { part: 'tools', record: { attendeeName: person.name } },
      { part: 'tools', record: { tool: 'look', outcome: { result: { customer: { email: person.email } } } } },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(bystander.name);
    const other = await test.send('POST', '/privacy/callers/export', { email: person.email }, test.neighbour);
    expect(other.body).toMatchObject({ calls: [], records: [] });
  });

  it('knows an address that only the analysis wrote down', async () => {
    const person = somebody();
    const callId = await new CallSpeaker(test.app.get(CallsFacade), test.tenant, agentId).ended(['Spelled.']);
    await worked(callId);
    await test.owner.query(
      `insert into call_analyses (tenant_id, call_id, state, summary, criteria, fields, analysed_at)
       values ($1, $2, 'done', $3, '[]', '[]', now())`,
      [test.tenant, callId, `Wants an answer at ${person.email}`],
    );
    const fact = { callId, agentId, state: 'done', reason: null, analysedAt: new Date().toISOString() };
    await test.owner.query(
      `insert into outbox (id, tenant_id, name, payload) values ($1, $2, 'call.analysed', $3)`,
      [newId(), test.tenant, fact],
    );
    await waitFor(async () => (await search({ email: person.email })).calls === 1, SLOW);
  });
});

describe('after a change of APP_SECRET', () => {
  it('calls are found by their old marks while the old secret is known, and by new ones afterwards', async () => {
    const person = somebody();
    await callOf(person);
    const part = <T>(token: abstract new (...args: never[]) => T): T =>
      test.app.get(token, { strict: false });
    const callsUnder = (appSecret: string, ...previousAppSecrets: string[]) => {
      const marks = new CallerMarks(new KeyRing({ ...test.config, appSecret, previousAppSecrets }));
      const calls = new CallerCalls(
        part(CallHistoryRepository),
        part(VisitorAnswersRepository),
        part(CallerMarksRepository),
        marks,
        part(CallerDataRegistry),
      );
      const asked = marks.all(test.tenant, { kind: 'email', value: person.email });
      const count = () =>
        part(TenantDatabase).withTenant(test.tenant, (tx) => calls.count(tx, test.tenant, asked, new Date()));
      return { calls, count };
    };
    const fresh = callsUnder('a new secret for the whole application');
    expect(await callsUnder('a new secret for the whole application', test.config.appSecret).count()).toBe(1);
    expect(await fresh.count()).toBe(0);
    await new Remarking(part(TenantDatabase), part(CallFacts), fresh.calls, part(Clock)).run();
    expect(await fresh.count()).toBe(1);
    expect(await callsUnder(test.config.appSecret).count()).toBe(1);
  });
});

describe('a restored backup', () => {
  it('gives nothing back that was erased after it was made', async () => {
    const [person, other] = [somebody(), somebody()];
    await callOf(person);
    await book(person, null);
    await lookUp(person);
    const byHand = await callOf(other);
    const restore = await backUp(test.owner);
    await erase({ email: person.email });
    expect((await test.send('DELETE', `/calls/${byHand}`)).status).toBe(204);
    const tombstones = test.app.get(Tombstones);
    const lines: string[] = [];
    for await (const line of tombstones.lines()) lines.push(line);
    const file = lines.join('\n');
    for (const word of [person.name, person.email, person.phone]) expect(file).not.toContain(word);

    await restore();
    expect(await traces(person)).toContain('turns');
    expect(await traces(other)).toContain('turns');
    const report = await tombstones.replay(file);
    expect(report).toMatchObject({ brought: 2, foreign: 0, calls: 2, records: 2 });
    expect(await traces(person)).toEqual([]);
    expect(await traces(other)).toEqual([]);
    expect(await tombstones.replay(file)).toMatchObject({ brought: 0, calls: 0, records: 0 });
    const stranger = JSON.stringify({ ...JSON.parse(lines[0] ?? ''), tenantId: newId() });
    expect(await tombstones.replay(stranger)).toMatchObject({ foreign: 1 });
    await expect(tombstones.replay('{"id":1}')).rejects.toThrow('line 1 is no tombstone');
  });
});
