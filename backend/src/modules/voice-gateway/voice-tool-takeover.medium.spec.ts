import { describe, expect, it, jest } from '@jest/globals';
import type { ServerMessageOf } from '@orbisvoice/contracts';
import {
  READ_OUT,
  agentSaid,
  slowly,
  toolCallTestOfSpec,
  untilSaid,
} from '../../../test/support/tool-call-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

const test = toolCallTestOfSpec();

interface Visit {
  visitor: VoiceVisitor;
  ready: ServerMessageOf<'ready'>;
}

/** On a call, and has asked for what makes the model use its tool. */
async function asking(agentId: string): Promise<Visit> {
  const visitor = await test.visitor();
  const ready = await visitor.ready({ apiKey: test.secretKey, agentId });
  visitor.openMicrophone();
  visitor.say(600);
  return { visitor, ready };
}

/** The network changes: the first gateway has not noticed anything when the visitor is at the second one. */
async function elsewhere({ visitor, ready }: Visit): Promise<VoiceVisitor> {
  visitor.vanish();
  const { callId, resumeSecret: secret } = ready;
  const again = await test.visitorElsewhere();
  await again.ready({ resume: { callId, secret, lastSeq: 0 } });
  again.openMicrophone();
  return again;
}

const begun = (times: number) => waitFor(async () => test.server.seen.length >= times);
/** It stands in the ledger, which is at once; a timeline is written later, and a model that says nothing is nudged by then. */
const done = (callId: string) =>
  waitFor(async () => {
    const [row] = await test.rows('select state from tool_invocations where call_id = $1', callId);
    return row?.state === 'succeeded';
  });
const ended = (callId: string) =>
  waitFor(async () => {
    const [row] = await test.rows('select status from calls where id = $1', callId);
    return row?.status === 'ended';
  });

describe('a tool that another gateway began', () => {
  it('is waited for where it is still on its way, and has its effect once', async () => {
    const { agentId, name } = await test.orders();
    test.plays(name);
    test.server.next.push(slowly(2_500));
    const visit = await asking(agentId);
    await begun(1);
    const again = await elsewhere(visit);
    again.say(600);
    await untilSaid(again);
    expect(agentSaid(again)).toEqual(['The answer is [{"output":{"slow":true}}]']);
    expect(test.server.seen).toHaveLength(1);
    again.hangUp();
    await ended(visit.ready.callId);
  });

  it('answers from the ledger where it was done, and a wish after that is a new one', async () => {
    const { agentId, name } = await test.orders();
    test.plays(name, {
      turns: [
        {
          heard: 'I want tea.',
          reply: [{ call: [{ name, args: { item: 'tea' } }] }],
          afterTools: [{ waitMs: 60_000 }],
        },
      ],
    });
    const visit = await asking(agentId);
    await done(visit.ready.callId);
    test.plays(name);
    const again = await elsewhere(visit);
    again.say(600);
    await untilSaid(again);
    expect(test.server.seen).toHaveLength(1);
    again.say(600);
    await untilSaid(again, 2);
    expect(agentSaid(again)).toEqual(Array(2).fill('The answer is [{"output":{"ok":true}}]'));
    expect(test.server.seen).toHaveLength(2);
    again.hangUp();
    await ended(visit.ready.callId);
  });

  it('is told of without being asked for again where it runs beside the conversation', async () => {
    const { agentId, name } = await test.orders({ background: true });
    const promise = { say: 'I will look that up.', audioMs: 600 };
    const reply = [{ call: [{ name, args: { item: 'tea' } }] }, promise];
    test.plays(name, { turns: [{ heard: 'I want tea.', reply, afterTools: [READ_OUT] }] });
    test.server.next.push(slowly(3_000));
    const visit = await asking(agentId);
    await untilSaid(visit.visitor);
    const on = { type: 'text', contains: 'has brought: {"slow":true}' } as const;
    test.plays(name, { turns: [{ on, reply: [{ say: 'It is there.', audioMs: 600 }] }] });
    const again = await elsewhere(visit);
    await again.waitFor(() => agentSaid(again).at(-1) === 'It is there.', 'what was promised');
    expect(test.server.seen).toHaveLength(1);
    again.hangUp();
    await ended(visit.ready.callId);
  });

  it('is told to be in doubt where the gateway died in the middle of it', async () => {
    const { agentId, name } = await test.orders();
    test.plays(name);
    test.server.next.push(slowly(9_000));
    const visit = await asking(agentId);
    await begun(1);
    // As if nobody had been there to write its end, until its time was over.
    await test.rows(`update tool_invocations set deadline_at = now() where call_id = $1`, visit.ready.callId);
    const again = await elsewhere(visit);
    again.say(600);
    await untilSaid(again);
    expect(agentSaid(again)[0]).toContain('It may have acted; it is not repeated.');
    expect(test.server.seen).toHaveLength(1);
    again.hangUp();
    await ended(visit.ready.callId);
  });

  it('is not begun by a gateway that has lost the call and does not know', async () => {
    const { agentId, name } = await test.orders();
    const reply = [{ waitMs: 6_000 }, { call: [{ name, args: { item: 'tea' } }] }];
    test.plays(name, { turns: [{ heard: 'I want tea.', reply, afterTools: [READ_OUT] }] });
    const { visitor, ready } = await asking(agentId);
    await visitor.waitFor(() => visitor.of('transcript').length > 0, 'the words');
    await test.rows('update calls set epoch = epoch + 1 where id = $1', ready.callId);
    expect(await visitor.untilClosed()).toMatchObject({ code: 4009 });
    expect(test.server.seen).toEqual([]);
  });
});

describe('a tool of the page', () => {
  const scene = (name: string) => test.plays(name);

  it('that was asked for at another gateway is asked for by the same name', async () => {
    const { agentId, name } = await test.orders({ kind: 'client' });
    scene(name);
    const visit = await asking(agentId);
    const { id } = await visit.visitor.until('tool.started');
    const again = await elsewhere(visit);
    again.say(600);
    expect(await again.until('tool.started')).toMatchObject({ id, name, args: { item: 'tea' } });
    again.send({ type: 'tool.result', id, result: { on: true } });
    await untilSaid(again);
    expect(agentSaid(again)).toEqual(['The answer is [{"output":{"on":true}}]']);
    again.hangUp();
    await ended(visit.ready.callId);
  });

  it('that was answered there is not asked for again', async () => {
    const { agentId, name } = await test.orders({ kind: 'client' });
    const turn = {
      heard: 'I want tea.',
      reply: [{ call: [{ name, args: { item: 'tea' } }] }],
      afterTools: [{ waitMs: 60_000 }],
    };
    test.plays(name, { turns: [turn] });
    const visit = await asking(agentId);
    const { id } = await visit.visitor.until('tool.started');
    visit.visitor.send({ type: 'tool.result', id, result: { on: true } });
    await done(visit.ready.callId);
    scene(name);
    const again = await elsewhere(visit);
    again.say(600);
    await untilSaid(again);
    expect(again.of('tool.started')).toEqual([]);
    expect(agentSaid(again)).toEqual(['The answer is [{"output":{"on":true}}]']);
    again.hangUp();
    await ended(visit.ready.callId);
  });
});

describe('a person who takes a visitor over', () => {
  it('is told what was said at the first gateway too', async () => {
    const { body } = await test.post('/tools', test.secretKey, {
      name: 'fetch_somebody',
      description: 'Fetches a person.',
      kind: 'builtin',
      builtin: { name: 'transferToHuman', settings: { webhookUrl: `${test.server.url}/transfer` } },
    });
    const secrets = await fetch(`${test.url}/tools/${body.id}/secrets`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${test.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }),
    });
    expect(secrets.status).toBe(200);
    const agentId = await test.agent({ toolIds: [body.id] });
    const call = [{ name: 'fetch_somebody', args: { reason: 'Wants a person.' } }];
    const word = {
      heard: 'My boiler is broken.',
      reply: [{ say: 'I am sorry to hear that.', audioMs: 300 }],
    };
    test.play({ turns: [word], timing: { speed: 4, ttfbMs: 100 } });
    const visit = await asking(agentId);
    await visit.visitor.until('turn.committed', 2);
    test.plays('fetch_somebody', {
      turns: [{ heard: 'A person, please.', reply: [{ call }], afterTools: [READ_OUT] }],
    });
    const again = await elsewhere(visit);
    again.say(600);
    await untilSaid(again, 2);
    const told = JSON.parse(test.server.seen[0]?.body ?? '{}') as { transcript?: unknown[] };
    expect(told.transcript?.slice(0, 2)).toEqual([
      expect.objectContaining({ role: 'user', text: 'My boiler is broken.' }),
      expect.objectContaining({ role: 'agent', text: 'I am sorry to hear that.' }),
    ]);
    again.hangUp();
    await ended(visit.ready.callId);
  });
});
