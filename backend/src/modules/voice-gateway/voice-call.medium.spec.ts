import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

const timing = { speed: 4, ttfbMs: 200 };
const TALK = {
  turns: [
    {
      heard: 'What time is it?',
      reply: [{ say: 'It is time for tea, and there is cake for everybody.', audioMs: 6_000 }],
    },
    { heard: 'Thank you.', reply: [{ say: 'You are welcome.', audioMs: 800 }] },
    {
      on: { type: 'text' as const, contains: 'say exactly' },
      reply: [{ say: 'Welcome to the shop.', audioMs: 800 }],
    },
  ],
  timing,
};
const SHORT = { turns: [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }], timing };

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent();
});
afterAll(() => test.close());
beforeEach(() => test.play(TALK));

const turnsOf = (callId: string) =>
  test.rows('select seq, turn, role, text, interrupted from turns where call_id = $1 order by seq', callId);
const callRow = async (callId: string) => (await test.rows('select * from calls where id = $1', callId))[0];
const kindsOf = async (callId: string) =>
  (await test.rows('select kind from call_events where call_id = $1 order by seq', callId)).map(
    (row) => row.kind,
  );
const ended = (callId: string) => waitFor(async () => (await callRow(callId))?.status === 'ended');

describe('a call', () => {
  it('hears, answers, measures and writes down both sides', async () => {
    test.play(SHORT);
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    const committed = await visitor.until('turn.committed', 2);
    expect(committed.seq).toBe(2);
    expect(visitor.messages[0]).toMatchObject({
      type: 'ready',
      callId,
      agent: { name: 'Reception' },
      resumed: false,
    });
    const finals = visitor.of('transcript').filter((transcript) => transcript.final);
    expect(finals).toMatchObject([
      { role: 'user', turn: 1, text: 'Hello?' },
      { role: 'agent', turn: 1, text: 'Hello.' },
    ]);
    const [latency] = visitor.of('latency');
    expect(latency?.voiceToVoiceMs).toBeGreaterThan(0);
    expect(latency?.gatewayMs).toBeLessThan(100);
    const states = visitor.of('state').map((message) => message.state);
    expect(states.slice(0, 4)).toEqual(['listening', 'thinking', 'speaking', 'listening']);
    expect(visitor.audio.reduce((sum, chunk) => sum + chunk.bytes, 0)).toBe(400 * 48);
    visitor.send({ type: 'end' });
    expect(await visitor.until('ended')).toMatchObject({ reason: 'client_ended' });
    expect(await visitor.untilClosed()).toMatchObject({ code: 1000 });
    expect(await turnsOf(callId)).toEqual([
      { seq: 1, turn: 1, role: 'user', text: 'Hello?', interrupted: false },
      { seq: 2, turn: 1, role: 'agent', text: 'Hello.', interrupted: false },
    ]);
    expect(await callRow(callId)).toMatchObject({ status: 'ended', end_reason: 'client_ended' });
    expect(await kindsOf(callId)).toEqual(['provider.connected', 'turn.latency', 'turn.usage', 'call.ended']);
  });

  it('greets first where the agent has a first message', async () => {
    const greeter = await test.agent({ firstMessage: 'Welcome to the shop.' });
    const { visitor } = await test.call(greeter);
    await visitor.untilAudio();
    await visitor.until('turn.committed');
    expect(visitor.of('transcript').at(-1)).toMatchObject({ role: 'agent', text: 'Welcome to the shop.' });
    visitor.hangUp();
  });

  it('stops at once when the visitor speaks, and sends nothing of that reply afterwards', async () => {
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await visitor.untilAudio(10);
    visitor.send({ type: 'playback', turn: 1, playedMs: 240 });
    visitor.say(800);
    const interrupted = await visitor.until('interrupted');
    expect(interrupted).toMatchObject({ turn: 1, heardMs: 240 });
    const at = visitor.messages.indexOf(interrupted);
    const second = await visitor.until('turn.started', 2);
    const next = visitor.messages.indexOf(second);
    expect(visitor.audio.filter((chunk) => chunk.after > at && chunk.after <= next)).toEqual([]);
    await visitor.until('turn.committed', 4);
    visitor.hangUp();
    await ended(callId);
    expect(await turnsOf(callId)).toMatchObject([
      { role: 'user', interrupted: false },
      // A quarter of a second of a reply of six, so its first words at most.
      { role: 'agent', interrupted: true, text: expect.stringMatching(/^(It( is)?)?$/) },
      { role: 'user', text: 'Thank you.', turn: 2 },
      { role: 'agent', text: 'You are welcome.', interrupted: false },
    ]);
  });

  it('drops audio that the provider sends late or together with the interruption', async () => {
    test.play({ ...TALK, faults: [{ type: 'interrupted-with-audio' }, { type: 'stale-audio', chunks: 5 }] });
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await visitor.untilAudio(10);
    visitor.say(800);
    const at = visitor.messages.indexOf(await visitor.until('interrupted'));
    const next = visitor.messages.indexOf(await visitor.until('turn.started', 2));
    expect(visitor.audio.filter((chunk) => chunk.after > at && chunk.after <= next)).toEqual([]);
    visitor.hangUp();
  });

  it('passes typed words to the model and writes them down', async () => {
    const { visitor, callId } = await test.call(agentId);
    visitor.send({ type: 'text', text: 'Do you have cake?' });
    await visitor.until('turn.committed', 2);
    visitor.hangUp();
    await ended(callId);
    expect((await turnsOf(callId))[0]).toMatchObject({ role: 'user', text: 'Do you have cake?' });
  });

  it('answers what was said before the microphone was muted', async () => {
    test.play(SHORT);
    const { visitor } = await test.call(agentId);
    visitor.say(500);
    await new Promise((resolve) => setTimeout(resolve, 600));
    visitor.send({ type: 'mic', state: 'muted' });
    await visitor.until('turn.committed', 2);
    visitor.hangUp();
  });

  it('answers it also where the end of the stream does not end the turn', async () => {
    test.play({ ...SHORT, faults: [{ type: 'deaf-to-stream-end' }] });
    const { visitor } = await test.call(agentId);
    visitor.say(500);
    await new Promise((resolve) => setTimeout(resolve, 600));
    visitor.send({ type: 'mic', state: 'muted' });
    await visitor.until('turn.committed', 2);
    visitor.hangUp();
  });

  it('is heard again after an interruption whose turn is never completed', async () => {
    test.play({ ...TALK, faults: [{ type: 'no-turn-complete' }] });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await visitor.untilAudio(10);
    visitor.say(800);
    await visitor.until('interrupted');
    const next = visitor.messages.indexOf(await visitor.until('turn.started', 2));
    await visitor.until('turn.committed', 4);
    const heard = visitor.audio.filter(({ after }) => after > next);
    expect(heard.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(800 * 48);
    visitor.hangUp();
    await ended(callId);
    expect((await turnsOf(callId)).slice(2)).toMatchObject([
      { role: 'user', text: 'Thank you.', turn: 2 },
      { role: 'agent', text: 'You are welcome.' },
    ]);
  });

  it('continues by handle when the provider says that it goes, at the next pause', async () => {
    test.play({ ...SHORT, timing: { ...timing, speed: 2, lifeMs: 12_000, goAwayMs: 11_000 } });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await visitor.until('turn.committed', 2);
    await waitFor(async () => test.engine.sessions() === 1);
    visitor.say(600);
    await visitor.until('turn.committed', 4);
    visitor.hangUp();
    await ended(callId);
    const events = await test.rows(
      'select kind, data from call_events where call_id = $1 order by seq',
      callId,
    );
    expect(events.map((event) => event.kind)).toContain('provider.go-away');
    expect(
      events
        .filter((event) => event.kind === 'provider.connected')
        .map((event) => event.data)
        .slice(0, 2),
    ).toMatchObject([
      { connection: 1, resumed: false },
      { connection: 2, resumed: true },
    ]);
  });

  it('survives the loss of its provider in the middle of a reply', async () => {
    const lost = {
      type: 'close' as const,
      at: { afterChunks: 8 },
      code: 1011,
      reason: 'Internal error encountered.',
      connections: 1,
    };
    test.play({ ...TALK, faults: [lost] });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await visitor.until('turn.committed', 2);
    await visitor.until('turn.started', 2);
    await visitor.until('turn.committed', 3);
    visitor.hangUp();
    await ended(callId);
    expect(await kindsOf(callId)).toContain('provider.lost');
    expect((await turnsOf(callId))[1]).toMatchObject({ role: 'agent', interrupted: true });
  });

  it('ends politely where the provider refuses for good', async () => {
    test.play({ ...SHORT, faults: [{ type: 'refuse-upgrade', status: 403 }] });
    const visitor = await test.visitor();
    visitor.hello({ apiKey: test.secretKey, agentId });
    expect(await visitor.until('error')).toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect(await visitor.until('ended')).toMatchObject({ reason: 'provider_unavailable' });
    expect(await visitor.untilClosed()).toMatchObject({ code: 4011 });
  });
});

describe('the end of a call', () => {
  it.each([
    ['idleTimeoutSeconds', 4006, 'idle_timeout'],
    ['maxDurationSeconds', 4007, 'max_duration'],
  ])('comes by %s', async (field, code, reason) => {
    const brief = await test.agent();
    await test.alter(brief, { [field]: 1 });
    const { visitor, callId } = await test.call(brief);
    expect(await visitor.untilClosed()).toMatchObject({ code });
    expect(visitor.of('error').map((error) => error.code)).toEqual([reason]);
    expect(await callRow(callId)).toMatchObject({ status: 'ended', end_reason: reason });
  });

  it('is written down when the visitor leaves, and not when their connection is lost', async () => {
    const { visitor, callId } = await test.call(agentId);
    const { resumeSecret: secret } = visitor.of('ready')[0] ?? {};
    visitor.vanish();
    const again = await test.visitor();
    await again.ready({ resume: { callId, secret, lastSeq: 0 } });
    expect(await callRow(callId)).toMatchObject({ status: 'live' });
    again.hangUp();
    await ended(callId);
    expect(await callRow(callId)).toMatchObject({ end_reason: 'client_ended' });
    const [outbox] = await test.rows(
      `select count(*)::int as n from outbox where payload->>'callId' = $1`,
      callId,
    );
    expect(outbox?.n).toBe(1);
  });
});
