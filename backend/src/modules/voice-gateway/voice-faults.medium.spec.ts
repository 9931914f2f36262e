import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ScenarioInput } from '@orbisvoice/live-engine';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

type Fault = NonNullable<ScenarioInput['faults']>[number];
const REPLY = 'It is ten o’clock, and the sun is out.';
const TALK = {
  turns: [
    { heard: 'What time is it?', reply: [{ say: REPLY, audioMs: 1_600 }] },
    { heard: 'Thank you.', reply: [{ say: 'You are welcome.', audioMs: 600 }] },
    {
      on: { type: 'text' as const, contains: 'your last words' },
      reply: [{ say: 'As I said, it is ten.', audioMs: 600 }],
    },
  ],
  timing: { speed: 2, ttfbMs: 200 },
};

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent();
});
afterAll(() => test.close());

/** What is final by now, of one side. */
const spoken = (visitor: VoiceVisitor, role: 'user' | 'agent') =>
  visitor
    .of('transcript')
    .filter((transcript) => transcript.final && transcript.role === role)
    .map((transcript) => transcript.text);

const midReply = { afterChunks: 8 };
const once = { connections: 1 };

describe('two questions are answered', () => {
  it.each<[string, Fault]>([
    ['where the first connection is refused for now', { type: 'refuse-upgrade', status: 503, ...once }],
    [
      'where the setup is closed',
      { type: 'close', at: 'setup', code: 1011, reason: 'Internal error.', ...once },
    ],
    ['across a reset in mid-reply', { type: 'reset', at: midReply, ...once }],
    [
      'across a 1008 out of nowhere',
      {
        type: 'close',
        at: midReply,
        code: 1008,
        reason: 'Operation is not implemented, or supported, or enabled.',
        ...once,
      },
    ],
    [
      'across an end of life that was not announced',
      {
        type: 'close',
        at: midReply,
        code: 1011,
        reason: 'Deadline expired before operation could complete.',
        ...once,
      },
    ],
    ['through a message that is no JSON', { type: 'malformed-json', at: midReply }],
    ['through names and kinds that nobody knows', { type: 'unknown-keys' }],
    ['with transcripts that come twice', { type: 'input-transcripts', mode: 'duplicated' }],
    ['with transcripts that come late', { type: 'input-transcripts', mode: 'late' }],
    ['with transcripts that never come', { type: 'input-transcripts', mode: 'missing' }],
    ['by a server that stops reading for a while', { type: 'slow-reader', afterMs: 200, forMs: 800 }],
    ['with short gaps in the audio', { type: 'stall', everyChunks: 10, ms: 400 }],
  ])('%s', async (_name, fault) => {
    test.play({ ...TALK, faults: [fault] });
    const { visitor } = await test.call(agentId);
    visitor.say(700);
    await visitor.untilAudio(5);
    // Until the agent has said all of it, also what was asked for again.
    await waitFor(
      () => visitor.of('state').at(-1)?.state === 'listening' && spoken(visitor, 'agent').length > 0,
    );
    const before = spoken(visitor, 'agent').length;
    visitor.say(700);
    await waitFor(() => spoken(visitor, 'agent').length > before);
    visitor.hangUp();
    const heard = spoken(visitor, 'user');
    const silent = fault.type === 'input-transcripts' && fault.mode === 'missing';
    // A connection that is lost in a turn continues from before it, and the scripted engine then hears its script again.
    const lost = 'at' in fault && fault.at === midReply && fault.type !== 'malformed-json';
    expect(heard).toEqual(silent ? [] : ['What time is it?', lost ? 'What time is it?' : 'Thank you.']);
    expect(spoken(visitor, 'agent').at(-1)).toBe(lost ? REPLY : 'You are welcome.');
    expect(visitor.of('error')).toEqual([]);
  });
});

/** Whoever asks Gemini whether it is there does so within this, by the habits of libraries. */
const A_PING_WOULD_COME_MS = 21_000;

describe('a provider whose pongs come late', () => {
  it('is not asked for any: what it does not send in time is no proof of its death', async () => {
    test.play({ ...TALK, faults: [{ type: 'slow-pong', ms: 30_000 }] });
    const before = test.engine.pings();
    const { visitor, callId } = await test.call(agentId);
    await sleep(A_PING_WOULD_COME_MS);
    visitor.say(700);
    await waitFor(() => spoken(visitor, 'agent').length > 0);
    expect(test.engine.pings()).toBe(before);
    const connected = `select 1 from call_events where call_id = $1 and kind = 'provider.connected'`;
    expect(await test.rows(connected, callId)).toHaveLength(1);
    visitor.hangUp();
  });
});
