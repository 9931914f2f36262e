import { describe, expect, it } from '@jest/globals';
import { callFacts } from '../../../../test/support/call-facts.js';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { Effect } from './effect.js';
import type { SessionInput, UntimedInput } from './input.js';
import { initialState, step } from './session.reducer.js';
import type { SessionState } from './state.js';

type Timed = [at: number, input: UntimedInput];

/** The effects of the last of these inputs. */
function after(...inputs: Timed[]): readonly Effect[] {
  let state: SessionState = initialState;
  let last: readonly Effect[] = [];
  for (const [at, input] of inputs) {
    const done = step(state, { ...input, at } as SessionInput);
    state = done.state;
    last = done.effects;
  }
  return last;
}

const answered: Timed[] = [
  [1_000, { type: 'connected' }],
  [1_000, { type: 'client.hello', hello: { type: 'hello', protocol: 1, token: 'x' } }],
  [1_000, { type: 'admission.accepted', facts: callFacts }],
  [1_000, { type: 'provider.opened', connection: 1 }],
  [1_500, { type: 'speech.ended', endedAt: 1_300, uplinkMs: 20 }],
  [
    1_800,
    {
      type: 'provider.audio',
      connection: 1,
      generation: 0,
      audio: { durationMs: 40 },
      receivedAt: 1_798,
    },
  ],
];
const over: Timed = [2_000, { type: 'provider.turn-complete', connection: 1, generation: 0 }];
const played = (at: number, playedMs: number, turn = 1): Timed => [
  at,
  { type: 'client.playback', turn, playedMs },
];
const parts = { uplinkMs: 20, modelMs: 478, downlinkMs: 2 };
const soundAfter160 = { type: 'measure-first-sound', playbackMs: 160, voiceToEarMs: 660 };

describe('the latency of an answer', () => {
  it('is told with its parts, which add up to the whole', () => {
    const message = { type: 'latency', turn: 1, voiceToVoiceMs: 500, gatewayMs: 22, parts };
    expect(after(...answered)).toContainEqual({ type: 'send', message });
  });

  it('goes on to the first sound, by what the client says it has played, once', () => {
    const told = [...answered, played(1_900, 0), played(2_060, 100)];
    expect(after(...told)).toContainEqual(soundAfter160);
    expect(after(...told, played(2_260, 300))).toEqual([]);
  });

  it('hears of the first sound also when the turn is over', () => {
    expect(after(...answered, over, played(2_060, 100))).toContainEqual(soundAfter160);
  });

  it('does not take the sound of a later turn for its own, nor comes back to it', () => {
    expect(after(...answered, over, played(2_060, 100, 2))).toEqual([]);
    expect(after(...answered, over, played(2_060, 100, 2), played(2_070, 110))).toEqual([]);
  });
});

describe('a question of ours into the silence', () => {
  it('is not measured from an "uh-huh" of the visitor’s into the reply before it', () => {
    const call = new CallInTime({ silencePromptMs: 10_000 })
      .asks()
      .pass(300)
      .sounds(1_500)
      .says('It is noon.');
    call.tell({ type: 'speech.started' }).pass(300);
    call.tell({ type: 'speech.ended', endedAt: call.now, uplinkMs: 0 }).over().pass(12_000);
    expect(call.of('record-event').map(({ kind }) => kind)).toContain('silence.asked');
    call.sounds(400, false, 1);
    expect(call.of('measure-latency')).toHaveLength(1);
  });
});

describe('an answer to typed words', () => {
  it('is not measured from a voice before them', () => {
    const [connected, hello, accepted, opened, spoke, sound] = answered as [
      Timed,
      Timed,
      Timed,
      Timed,
      Timed,
      Timed,
    ];
    const typed: Timed = [1_600, { type: 'client.text', text: 'What time is it?' }];
    const effects = after(connected, hello, accepted, opened, spoke, typed, sound);
    expect(effects.filter(({ type }) => type === 'measure-latency')).toEqual([]);
  });
});
