import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tool } from '@orbisvoice/contracts';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { startToolServer, type SeenRequest, type ToolServer } from '../../../test/support/tool-server.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { newId } from '../../platform/crypto/index.js';
import { ToolsFacade, ToolsModule, type ToolInvocation } from './index.js';

let smtp: SmtpServer;
let server: ToolServer;
let test: TenantTest;
beforeAll(async () => {
  smtp = await startSmtpServer();
  server = await startToolServer();
  const config = { ROLE: 'all', SMTP_URL: smtp.url, EGRESS_ALLOW: server.host } as const;
  test = await createTenantTest([ToolsModule], { config });
});
afterAll(async () => {
  await test.close();
  await smtp.close();
  await server.close();
});

let made = 0;
async function makeBuiltin(name: string, settings: object = {}): Promise<{ tool: Tool; agentId: string }> {
  const wish = {
    name: `built_in_${++made}`,
    description: 'Does it.',
    kind: 'builtin',
    builtin: { name, settings },
  };
  const answer = await test.send('POST', '/tools', wish);
  expect(answer).toMatchObject({ status: 201 });
  return { tool: answer.body, agentId: await makeAgentWith(test.owner, test.tenant, [answer.body.id]) };
}
const invoke = (
  { tool, agentId }: { tool: Tool; agentId: string },
  args: object,
  wish: Partial<ToolInvocation> = {},
) =>
  test.app
    .get(ToolsFacade)
    .invoke(
      test.tenant,
      { agentId, callId: null, toolName: tool.name, args: { ...args }, idempotencyKey: newId(), ...wish },
      new AbortController().signal,
    );
async function aCall(agentId: string): Promise<string> {
  const callId = newId();
  await test.owner.query(
    `insert into calls (id, tenant_id, agent_id, channel, status, created_at) values ($1, $2, $3, 'api', 'created', now())`,
    [callId, test.tenant, agentId],
  );
  return callId;
}
const mailsTo = (address: string) => smtp.received.filter((mail) => mail.includes(`To: ${address}`));
/** Lines of a mail as they were before quoted-printable broke them. */
const plain = (mail = '') => mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
const DAY_MS = 86_400_000;
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** The next one: a meeting may be far ahead, and not too far. */
const mondayMs = Date.now() + ((8 - new Date().getUTCDay()) % 7 || 7) * DAY_MS;
const monday = dateOf(mondayMs);
const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };

describe('sendEmail', () => {
  const mail = { subject: 'Your order', text: 'It is on its way.\n\nThank you.' };

  it('writes to whom the team named, once an occasion', async () => {
    const made = await makeBuiltin('sendEmail', { recipients: ['Desk@shop.example'] });
    const idempotencyKey = newId();
    const args = { to: 'desk@shop.example', ...mail };
    const answers = await Promise.all([1, 2, 3].map(() => invoke(made, args, { idempotencyKey })));
    for (const answer of answers)
      expect(answer).toEqual({ outcome: 'result', result: { sent: true, to: 'desk@shop.example' } });
    await waitFor(() => mailsTo('desk@shop.example').length > 0);
    const { rows } = await test.owner.query(`select 1 from mails where template = 'tool-email'`);
    expect(rows).toHaveLength(1);
    expect(mailsTo('desk@shop.example')[0]).toContain('Subject: Your order');
  });

  it('writes to nobody whom only a visitor named', async () => {
    const made = await makeBuiltin('sendEmail');
    expect(await invoke(made, { to: 'victim@example.com', ...mail })).toMatchObject({
      outcome: 'error',
      error: { code: 'tool_arguments_invalid', details: [{ path: 'args.to' }] },
    });
    expect(await invoke(made, { to: 'no address', ...mail })).toMatchObject({ outcome: 'error' });
    expect(mailsTo('victim@example.com')).toEqual([]);
  });
});

describe('bookMeeting', () => {
  const start = `${monday}T10:00:00+01:00`;

  it('books, invites, and refuses the same time with the next free one', async () => {
    const settings = {
      calendar: 'a',
      timeZone: 'Europe/Berlin',
      durationMinutes: 30,
      recipients: ['team@shop.example'],
    };
    const made = await makeBuiltin('bookMeeting', settings);
    const booked = await invoke(made, {
      start,
      title: 'Fitting; size, 42',
      name: 'Ada',
      email: 'ada@example.com',
    });
    expect(booked).toEqual({
      outcome: 'result',
      result: {
        booked: true,
        message: expect.stringMatching(/^Booked for Monday,? \d+ \w+ \d{4} at 1[01]:00\.$/),
        bookingId: expect.any(String),
        start: `${monday}T09:00:00.000Z`,
        end: `${monday}T09:30:00.000Z`,
        timeZone: 'Europe/Berlin',
      },
    });
    await waitFor(() => mailsTo('ada@example.com').length === 1 && mailsTo('team@shop.example').length === 1);
    const mail = plain(mailsTo('ada@example.com')[0]);
    expect(mail).toContain('text/calendar');
    expect(mail).toContain(`DTSTART:${monday.replaceAll('-', '')}T090000Z\n`);
    expect(mail).toContain('SUMMARY:Fitting\\; size\\, 42\n');

    const taken = await invoke(made, { start: `${monday}T10:15:00+01:00`, title: 'Other' });
    expect(taken).toMatchObject({
      outcome: 'error',
      error: {
        code: 'slot_taken',
        message: `This time is taken; the next free time is ${monday}T09:30:00.000Z.`,
        details: [{ path: 'args.start' }],
      },
    });
    const free = await invoke(made, { start: `${monday}T09:30:00Z`, title: 'Other' });
    expect(free).toMatchObject({ outcome: 'result' });
  });

  it('gives one time to one of twenty who want it at once', async () => {
    const made = await makeBuiltin('bookMeeting', { calendar: 'b', ...hours });
    const wanted = { start: `${monday}T12:00:00Z`, title: 'Rush' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => invoke(made, wanted)));
    expect(answers.filter(({ outcome }) => outcome === 'result')).toHaveLength(1);
    const { rows } = await test.owner.query(`select 1 from bookings where title = 'Rush'`);
    expect(rows).toHaveLength(1);
  });

  it('shares free time within a calendar and with no other', async () => {
    const [one, same, other] = [
      await makeBuiltin('bookMeeting', { calendar: 'c', ...hours }),
      await makeBuiltin('bookMeeting', { calendar: 'c', ...hours }),
      await makeBuiltin('bookMeeting', { calendar: 'd', ...hours }),
    ];
    const wanted = { start: `${monday}T12:00:00Z`, title: 'Shared' };
    expect(await invoke(one, wanted)).toMatchObject({ outcome: 'result' });
    expect(await invoke(same, wanted)).toMatchObject({ outcome: 'error' });
    expect(await invoke(other, wanted)).toMatchObject({ outcome: 'result' });
  });

  it.each([
    ['lies in the past', '2020-01-01T10:00:00Z'],
    ['lies outside the hours of the calendar', `${monday}T03:00:00Z`],
    ['lies outside the hours of the calendar', `${dateOf(mondayMs + 6 * DAY_MS)}T10:00:00Z`],
    ['lies outside the hours of the calendar', `${monday}T16:45:00Z`],
    ['lies more than 366 days ahead', `${dateOf(mondayMs + 53 * 7 * DAY_MS)}T10:00:00Z`],
  ])('refuses a time that %s: %s', async (why, start) => {
    const made = await makeBuiltin('bookMeeting', { calendar: `e${Date.parse(start)}` });
    const refused = await invoke(made, { start, title: 'x' });
    expect(refused).toMatchObject({ outcome: 'error', error: { code: 'slot_taken' } });
    expect(JSON.stringify(refused)).toContain(why);
  });

  it('offers no time that it would refuse', async () => {
    const dayAhead = (days: number) => new Date(Date.now() + days * DAY_MS);
    const days = [dayAhead(368).getUTCDay() || 7];
    const made = await makeBuiltin('bookMeeting', { calendar: 'f', days });
    const start = `${dateOf(Number(dayAhead(365)))}T10:00:00Z`;
    expect(await invoke(made, { start, title: 'x' })).toMatchObject({
      error: { message: 'This time lies outside the hours of the calendar.' },
    });
  });

  it('books three meetings in a call, however many are asked for at once, and counts only those', async () => {
    const made = await makeBuiltin('bookMeeting', { calendar: 'g', ...hours });
    const callId = await aCall(made.agentId);
    const ask = (time: string, title = 'Spam') =>
      invoke(made, { start: `${monday}T${time}:00Z`, title, email: 'victim@example.com' }, { callId });
    const first = await ask('09:00');
    expect(first).toMatchObject({ outcome: 'result' });
    // A model that has lost its memory of it, in other words.
    expect(await ask('09:00', 'More spam')).toMatchObject({
      outcome: 'result',
      result: {
        bookingId: (first as { result: { bookingId: string } }).result.bookingId,
        message: expect.stringContaining('earlier in this call'),
      },
    });
    const answers = await Promise.all(Array.from({ length: 9 }, (_, index) => ask(`${10 + index}:00`)));
    expect(answers.filter(({ outcome }) => outcome === 'result')).toHaveLength(2);
    expect(answers).toContainEqual({
      outcome: 'error',
      error: {
        code: 'conflict',
        message: 'In this call 3 meetings are booked. No more can be booked in one call.',
      },
    });
    const { rows } = await test.owner.query('select 1 from bookings where call_id = $1', [callId]);
    expect(rows).toHaveLength(3);
    // One that went away makes room, and nobody else is held up.
    await test.owner.query(
      `delete from bookings where id = (select id from bookings where call_id = $1 limit 1)`,
      [callId],
    );
    expect(await ask('20:00')).toMatchObject({ outcome: 'result' });
    expect(await invoke(made, { start: `${monday}T21:00:00Z`, title: 'x' })).toMatchObject({
      outcome: 'result',
    });
  });

  it('lets a neighbour book the same time, unseen', async () => {
    const { rows } = await test.owner.query('select distinct tenant_id from bookings');
    expect(rows).toEqual([{ tenant_id: test.tenant }]);
  });
});

describe('endCall', () => {
  it('tells the gateway', async () => {
    const answer = await invoke(await makeBuiltin('endCall'), { reason: 'done' });
    expect(answer).toEqual({ outcome: 'result', endCall: true, result: { endCall: true } });
  });
});

describe('transferToHuman', () => {
  const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const signing = async (made: Awaited<ReturnType<typeof makeBuiltin>>) => {
    const answer = await test.send('PUT', `/tools/${made.tool.id}/secrets`, { WEBHOOK_SECRET });
    expect(answer.status).toBe(200);
    return made;
  };
  const transcript = [
    { role: 'agent', text: 'Hello!' },
    { role: 'user', text: 'A person, please.' },
  ] as const;

  it('tells people by mail and by webhook, with the conversation so far', async () => {
    const made = await signing(
      await makeBuiltin('transferToHuman', {
        recipients: ['help@shop.example'],
        webhookUrl: `${server.url}/transfer`,
      }),
    );
    const idempotencyKey = newId();
    for (let round = 0; round < 2; round++)
      expect(await invoke(made, { reason: 'Angry' }, { transcript, idempotencyKey })).toMatchObject({
        outcome: 'result',
        result: { transferred: true },
      });
    expect(server.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { type: 'transfer', callId: null, reason: 'Angry', transcript: [...transcript] },
    ]);
    const [{ headers, body }] = server.seen as [SeenRequest];
    const message = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = createHmac('sha256', Buffer.alloc(32, 7)).update(message).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    await waitFor(() => mailsTo('help@shop.example').length > 0);
    expect(plain(mailsTo('help@shop.example')[0])).toContain('Visitor: A person, please.');
  });

  it('passes on what is recorded of a call, where whoever asks does not know it', async () => {
    const made = await makeBuiltin('transferToHuman', { recipients: ['refunds@shop.example'] });
    const callId = await aCall(made.agentId);
    await test.owner.query(
      `insert into turns (tenant_id, call_id, epoch, seq, turn, role, text, interrupted, started_at, ended_at)
       values ($1, $2, 1, 1, 1, 'agent', 'How may I help?', false, now(), now()),
         ($1, $2, 1, 2, 2, 'user', 'I want a refund.', false, now(), now())`,
      [test.tenant, callId],
    );
    expect(await invoke(made, { reason: 'Refund' }, { callId })).toMatchObject({ outcome: 'result' });
    await waitFor(() => mailsTo('refunds@shop.example').length > 0);
    const mail = plain(mailsTo('refunds@shop.example')[0]);
    expect(mail.indexOf('Agent: How may I help?')).toBeGreaterThan(0);
    expect(mail.indexOf('Visitor: I want a refund.')).toBeGreaterThan(mail.indexOf('Agent: How may'));
  });

  it('fails where nobody could be told', async () => {
    const made = await signing(
      await makeBuiltin('transferToHuman', { webhookUrl: `${server.url}/transfer` }),
    );
    server.next.push((reply) => reply.writeHead(500).end());
    expect(await invoke(made, { reason: 'x' })).toMatchObject({ error: { code: 'tool_failed' } });
  });

  it('sends nothing unsigned', async () => {
    const before = server.seen.length;
    const made = await makeBuiltin('transferToHuman', { webhookUrl: `${server.url}/transfer` });
    expect(await invoke(made, { reason: 'x' })).toMatchObject({
      error: { details: [{ path: 'secrets.WEBHOOK_SECRET' }] },
    });
    expect(server.seen).toHaveLength(before);
    const weak = await test.send('PUT', `/tools/${made.tool.id}/secrets`, { WEBHOOK_SECRET: 'hunter2' });
    expect(weak).toMatchObject({ status: 422, body: { error: { details: [{ path: 'WEBHOOK_SECRET' }] } } });
  });

  it('needs somebody to tell, by an address that may be called', async () => {
    const wish = (settings: object) => ({
      name: 'hand_over',
      description: 'x',
      kind: 'builtin',
      builtin: { name: 'transferToHuman', settings },
    });
    expect((await test.send('POST', '/tools', wish({}))).status).toBe(400);
    const inside = await test.send('POST', '/tools', wish({ webhookUrl: 'https://169.254.169.254/' }));
    expect(inside.status).toBe(422);
    expect(inside.body.error.details[0].path).toBe('builtin.settings.webhookUrl');
  });
});
