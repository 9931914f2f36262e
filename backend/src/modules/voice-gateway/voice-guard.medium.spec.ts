import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ScenarioInput } from '@orbisvoice/live-engine';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import { waitFor } from '../../../test/support/wait-for.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';

jest.setTimeout(60_000);

type Faults = NonNullable<ScenarioInput['faults']>;
const answer = [{ say: 'It is ten o’clock, and the sun is out.', audioMs: 2_400 }];
/** In real time, since times are what is looked at. */
const TALK = {
  turns: [
    { heard: 'What time is it?', reply: answer },
    { on: { type: 'text' as const, contains: 'your last words' }, reply: answer },
  ],
  timing: { speed: 1, ttfbMs: 200 },
};

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent();
});
afterAll(() => test.close());

interface Noted {
  kind: string;
  at: Date;
  data: Record<string, unknown>;
}
const noted = async (callId: string): Promise<Noted[]> =>
  (await test.rows(
    `select kind, at, data from call_events where call_id = $1 and kind like 'guard.%' order by seq`,
    callId,
  )) as unknown as Noted[];

const healthOf = async (callId: string) =>
  (await test.rows('select health_score from calls where id = $1', callId))[0]?.health_score;

/** A call with one question, until the guard says that sound has come back. */
async function troubled(faults: Faults, then?: (visitor: VoiceVisitor) => Promise<void>) {
  test.play({ ...TALK, faults });
  const { visitor, callId } = await test.call(agentId);
  visitor.say(700);
  await then?.(visitor);
  const deadline = Date.now() + 12_000;
  let events = await noted(callId);
  while (!events.some((event) => event.kind === 'guard.recovered') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    events = await noted(callId);
  }
  visitor.hangUp();
  const recovered = events.find((event) => event.kind === 'guard.recovered');
  return { kinds: events.map((event) => event.kind), recoveredMs: recovered?.data['afterMs'], callId };
}

describe('a model that falls silent without a word', () => {
  it.each<[string, Faults, string]>([
    ['in near-silence', [{ type: 'quiet-audio', connections: 1 }], 'guard.quiet-audio'],
    ['in one tone', [{ type: 'tone-audio', connections: 1 }], 'guard.quiet-audio'],
    ['in noise', [{ type: 'noise-audio', connections: 1 }], 'guard.quiet-audio'],
    ['with a turn that holds nothing', [{ type: 'empty-turn', turn: 1, connections: 1 }], 'guard.empty-turn'],
    [
      'with words that nobody hears',
      [{ type: 'words-without-audio', turn: 1, connections: 1 }],
      'guard.empty-turn',
    ],
    [
      'with a turn that ends in mid-sentence',
      [{ type: 'cut-turn', afterChunks: 12, connections: 1 }],
      'guard.cut-turn',
    ],
    [
      'after interrupting itself',
      [{ type: 'phantom-interrupted', afterChunks: 12, connections: 1 }],
      'guard.phantom-interrupted',
    ],
    [
      'in the middle of a reply',
      [{ type: 'stall', everyChunks: 20, ms: 9_000, connections: 1 }],
      'guard.stall',
    ],
  ])('%s is heard again within four seconds', async (_name, faults, first) => {
    const { kinds, recoveredMs, callId } = await troubled(faults);
    expect(kinds[0]).toBe(first);
    await waitFor(async () => (await healthOf(callId)) !== null);
    expect(await healthOf(callId)).toBeLessThan(100);
    expect(recoveredMs).toBeLessThanOrEqual(4_000);
  });

  it('after an interruption is heard again within four seconds', async () => {
    const silent: Faults = [{ type: 'silent-after-interrupted', connections: 1 }];
    const { kinds, recoveredMs } = await troubled(silent, async (visitor) => {
      await visitor.untilAudio(8);
      visitor.say(700);
    });
    expect(kinds[0]).toMatch(/^guard\.(no-answer|half-dead)$/);
    expect(recoveredMs).toBeLessThanOrEqual(4_000);
  });

  it('after a cough goes on with what it was saying', async () => {
    const deaf: Faults = [
      { type: 'silent-after-interrupted', connections: 1 },
      { type: 'input-transcripts', mode: 'missing', connections: 1 },
    ];
    const { kinds } = await troubled(deaf, async (visitor) => {
      await visitor.untilAudio(8);
      visitor.say(260);
    });
    expect(kinds[0]).toBe('guard.phantom-interrupted');
    expect(kinds).toContain('guard.recovered');
  });

  it('is not what a turn without an end is taken for', async () => {
    test.play({ ...TALK, faults: [{ type: 'no-turn-complete' }] });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(700);
    await visitor.until('turn.committed', 2);
    visitor.hangUp();
    // The score is stored with the end of the call, after everything else.
    await waitFor(async () => (await healthOf(callId)) !== null);
    expect((await noted(callId)).map((event) => event.kind)).toEqual(['guard.turn-unfinished']);
  });
});
