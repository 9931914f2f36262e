import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ScenarioInput } from '@orbisvoice/live-engine';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

type Fault = NonNullable<ScenarioInput['faults']>[number];
const REPLY = 'It is ten o’clock in the morning, the sun is out, and the shop has just opened its doors.';
const REPLY_MS = 3_000;
const REST = 'As I said, it is ten.';
const REST_MS = 600;
const THANKS_MS = 400;
const CHUNK_MS = 40;
const midReply = { afterChunks: 10 };
const once = { connections: 1 };

/** In real time, since the announced times are; sent slowly, so that there is a middle of a reply on a busy machine too. */
const talk = (faults: Fault[]) => ({
  turns: [
    { heard: 'What time is it?', reply: [{ say: REPLY, audioMs: REPLY_MS }] },
    { heard: 'Thank you.', reply: [{ say: 'You are welcome.', audioMs: THANKS_MS }] },
    { on: { type: 'text' as const, contains: 'your last words' }, reply: [{ say: REST, audioMs: REST_MS }] },
  ],
  timing: { speed: 1, ttfbMs: 200, pace: 1.5 },
  faults,
});

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent();
});
afterAll(() => test.close());

const heardMs = (visitor: VoiceVisitor) => visitor.audio.reduce((sum, { bytes }) => sum + bytes, 0) / 48;
const turnsOf = (callId: string) =>
  test.rows('select role, text, interrupted from turns where call_id = $1 order by seq', callId);
/** What became of the call's connections, in order. */
const connectionsOf = async (callId: string) => {
  const sql = `select kind, data from call_events where call_id = $1 and kind like 'provider.%' order by seq`;
  return (await test.rows(sql, callId)).map(({ kind, data }) => {
    const { resumed, failure } = data as { resumed?: boolean; failure?: string };
    const how = kind === 'provider.connected' ? (resumed ? ' resumed' : ' fresh') : '';
    return `${String(kind).slice('provider.'.length)}${how}${failure === undefined ? '' : ` ${failure}`}`;
  });
};
const silentAfter = (visitor: VoiceVisitor, turns: number) =>
  visitor.waitFor(
    () => visitor.of('turn.committed').length >= turns && visitor.of('state').at(-1)?.state === 'listening',
    `the pause after ${turns} turns`,
    20_000,
  );

/** One question; when the agent has said all of its answer and a connection stands, another; then the end. */
async function twoQuestions(faults: Fault[], firstTurns: number) {
  test.play(talk(faults));
  const { visitor, callId } = await test.call(agentId);
  visitor.say(700);
  await silentAfter(visitor, firstTurns);
  await waitFor(async () => {
    const story = await connectionsOf(callId);
    return story.length > 1 && /^connected/.test(story.at(-1) ?? '');
  });
  const firstMs = heardMs(visitor);
  visitor.say(700);
  await silentAfter(visitor, firstTurns + 2);
  visitor.hangUp();
  await waitFor(
    async () => (await test.rows('select status from calls where id = $1', callId))[0]?.status === 'ended',
  );
  expect(visitor.of('error')).toEqual([]);
  return {
    firstMs,
    secondMs: heardMs(visitor) - firstMs,
    turns: await turnsOf(callId),
    connections: await connectionsOf(callId),
  };
}

const asked = { role: 'user', text: 'What time is it?', interrupted: false };
const thanked = [
  { role: 'user', text: 'Thank you.', interrupted: false },
  { role: 'agent', text: 'You are welcome.', interrupted: false },
];

describe('a provider that announces its end in the middle of a reply', () => {
  it('is left when the reply is over: all of it is heard, and the next connection knows of it', async () => {
    const leaving: Fault = { type: 'go-away', at: midReply, timeLeftMs: 30_000, ...once };
    const { turns, firstMs, secondMs, connections } = await twoQuestions([leaving], 2);
    expect(turns).toEqual([asked, { role: 'agent', text: REPLY, interrupted: false }, ...thanked]);
    expect([firstMs, secondMs]).toEqual([REPLY_MS, THANKS_MS]);
    expect(connections).toEqual(['connected fresh', 'go-away', 'connected resumed']);
  });

  it('is left before the reply is over where time runs out, and the rest is asked for', async () => {
    const leaving: Fault = { type: 'go-away', at: midReply, timeLeftMs: 5_100, ...once };
    const { turns, firstMs, secondMs, connections } = await twoQuestions([leaving], 3);
    const [question, begun, rest, ...more] = turns;
    expect(question).toEqual(asked);
    expect(begun).toMatchObject({ role: 'agent', interrupted: true });
    expect(REPLY.startsWith(String(begun?.text)) && begun?.text !== '').toBe(true);
    expect(rest).toEqual({ role: 'agent', text: REST, interrupted: false });
    // The handle is from before the question, so the script goes on there.
    expect(more).toMatchObject([asked, { role: 'agent', text: REPLY, interrupted: false }]);
    // Whole chunks of the reply that was begun, none twice, and all of the rest.
    const begunMs = firstMs - REST_MS;
    expect(begunMs % CHUNK_MS).toBe(0);
    expect(begunMs).toBeGreaterThanOrEqual(midReply.afterChunks * CHUNK_MS);
    expect(begunMs).toBeLessThan(REPLY_MS);
    expect(secondMs).toBe(REPLY_MS);
    expect(connections).toEqual(['connected fresh', 'go-away', 'connected resumed']);
  });

  it('is resumed as soon as it no longer holds the old connection for open', async () => {
    const faults: Fault[] = [
      { type: 'go-away', at: midReply, timeLeftMs: 30_000, ...once },
      { type: 'held-open', forMs: 800, ...once },
    ];
    const { turns, firstMs, secondMs, connections } = await twoQuestions(faults, 2);
    expect(turns).toEqual([asked, { role: 'agent', text: REPLY, interrupted: false }, ...thanked]);
    expect([firstMs, secondMs]).toEqual([REPLY_MS, THANKS_MS]);
    expect(connections.slice(0, 3)).toEqual(['connected fresh', 'go-away', 'open-failed resume-failed']);
    expect(connections.at(-1)).toBe('connected resumed');
  });
});

describe('a handle that is refused, or taken in vain, after the connection was lost', () => {
  const lost: Fault = {
    type: 'close',
    at: midReply,
    code: 1011,
    reason: 'Internal error encountered.',
    ...once,
  };

  it.each([
    [1007, 'Request contains an invalid argument.', ['open-failed handle-refused']],
    [1008, 'Session handle is invalid or has expired.', ['open-failed handle-refused']],
    [1011, 'Internal error encountered.', Array<string>(3).fill('open-failed resume-failed')],
  ] as const)('with %i is left for a fresh session', async (code, reason, refusals) => {
    const { turns, firstMs, secondMs, connections } = await twoQuestions(
      [lost, { type: 'refuse-handle', code, reason }],
      3,
    );
    expect(turns).toMatchObject([
      asked,
      { role: 'agent', interrupted: true },
      { role: 'agent', text: REST, interrupted: false },
      // A fresh session begins its script anew.
      asked,
      { role: 'agent', text: REPLY, interrupted: false },
    ]);
    expect(REPLY.startsWith(String(turns[1]?.text))).toBe(true);
    expect([firstMs, secondMs]).toEqual([midReply.afterChunks * CHUNK_MS + REST_MS, REPLY_MS]);
    expect(connections).toEqual(['connected fresh', 'lost transient', ...refusals, 'connected fresh']);
  });

  it('and never answered is left for a fresh session', async () => {
    const { turns, connections } = await twoQuestions([lost, { type: 'hang-on-handle' }], 3);
    expect(turns[2]).toEqual({ role: 'agent', text: REST, interrupted: false });
    const waited = Array<string>(3).fill('open-failed resume-failed');
    expect(connections).toEqual(['connected fresh', 'lost transient', ...waited, 'connected fresh']);
  });

  it('by a session that has forgotten everything is left for a fresh one in the next pause', async () => {
    const long = { heard: 'What time is it?', reply: [{ say: REPLY, audioMs: 5_000 }] };
    test.play({
      ...talk([
        { ...lost, at: { afterChunks: 130 } },
        { type: 'forget', ...once },
      ]),
      turns: [long, ...talk([]).turns.slice(1)],
    });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(700);
    await silentAfter(visitor, 2);
    visitor.say(700);
    await silentAfter(visitor, 5);
    await waitFor(async () => (await connectionsOf(callId)).length === 4);
    visitor.hangUp();
    expect(await connectionsOf(callId)).toEqual([
      'connected fresh',
      'lost transient',
      'connected resumed',
      'connected fresh',
    ]);
    const noted = await test.rows(
      `select kind, data from call_events where call_id = $1 and kind like 'guard.%'`,
      callId,
    );
    expect(noted).toMatchObject([{ kind: 'guard.forgotten', data: { action: 'fresh', cost: 10 } }]);
    expect((await turnsOf(callId)).at(-1)).toEqual({ role: 'agent', text: REST, interrupted: false });
  });
});

describe('a connection that is lost while the visitor speaks', () => {
  it('has heard nothing that the next one does not hear as well', async () => {
    const first = { heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] };
    const second = { heard: 'I would like to order tea.', reply: [{ say: 'Tea it is.', audioMs: 400 }] };
    test.play({ ...talk([]), turns: [first, second] });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(700);
    await silentAfter(visitor, 2);
    visitor.say(6_000);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    test.engine.dropConnections();
    await silentAfter(visitor, 4);
    visitor.hangUp();
    expect(await turnsOf(callId)).toEqual([
      { role: 'user', text: 'Hello?', interrupted: false },
      { role: 'agent', text: 'Hello.', interrupted: false },
      { role: 'user', text: 'I would like to order tea.', interrupted: false },
      { role: 'agent', text: 'Tea it is.', interrupted: false },
    ]);
    const used = `select max((data->>'inputAudioTokens')::int) as tokens from call_events
      where call_id = $1 and kind = 'turn.usage'`;
    // 25 a second: all of what was said, before the loss and after it.
    expect(Number((await test.rows(used, callId))[0]?.tokens)).toBeGreaterThan(6 * 25);
    expect(await connectionsOf(callId)).toEqual(['connected fresh', 'lost transient', 'connected resumed']);
  });
});
