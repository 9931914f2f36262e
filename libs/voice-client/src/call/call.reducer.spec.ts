import { describe, expect, it } from '@jest/globals';
import type { ServerMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { READY } from '../testing/fake-web-socket.js';
import { IDLE_CALL, isActive, isLive, type CallState } from './call-state.js';
import {
  audioOpened,
  dropped,
  failedWith,
  heardPlaying,
  hungUp,
  muteTo,
  started,
  told,
  type CallStep,
} from './call.reducer.js';

const message = (value: ServerMessage): CallStep => told(value, 1_000, true);
const run = (steps: CallStep[], from: CallState = IDLE_CALL): CallState =>
  steps.reduce((state, step) => step(state), from);
const live = run([started, audioOpened, message(READY)]);

const turn = fc.integer({ min: 1, max: 4 });
const anyMessage: fc.Arbitrary<ServerMessage> = fc.oneof(
  fc.constant(READY),
  fc.record({
    type: fc.constant('state' as const),
    state: fc.constantFrom('listening' as const, 'thinking' as const, 'speaking' as const),
  }),
  fc.record({
    type: fc.constant('transcript' as const),
    role: fc.constantFrom('user' as const, 'agent' as const),
    turn,
    text: fc.string({ maxLength: 5 }),
    final: fc.boolean(),
  }),
  fc.record({ type: fc.constant('interrupted' as const), turn, heardMs: fc.nat(5_000) }),
  fc.record({ type: fc.constant('latency' as const), turn, voiceToVoiceMs: fc.nat(), gatewayMs: fc.nat() }),
  fc.constant<ServerMessage>({ type: 'ended', reason: 'agent_ended', durationMs: 5 }),
);
const anyStep: fc.Arbitrary<CallStep> = fc.oneof(
  fc.constantFrom<CallStep>(
    started,
    audioOpened,
    dropped,
    hungUp('client_ended', 2_000),
    failedWith('network'),
  ),
  fc.boolean().map(heardPlaying),
  fc.boolean().map(muteTo),
  anyMessage.map(message),
);

describe('the steps of a call', () => {
  it('walks from idle over permission and connecting to listening', () => {
    const phases = [started, audioOpened, message(READY)].map(
      (_, i, steps) => run(steps.slice(0, i + 1)).phase,
    );
    expect(phases).toEqual(['permission', 'connecting', 'listening']);
  });

  it('stays speaking until the sound has ended, though the server listens already', () => {
    const talking = run([message({ type: 'state', state: 'speaking' }), heardPlaying(true)], live);
    const sent = run([message({ type: 'state', state: 'listening' })], talking);
    expect(sent.phase).toBe('speaking');
    expect(run([heardPlaying(false)], sent).phase).toBe('listening');
  });

  it('puts late words of the visitor in front of the answer', () => {
    const say = (role: 'user' | 'agent', at: number, text: string): CallStep =>
      message({ type: 'transcript', role, turn: at, text, final: true });
    const state = run(
      [say('agent', 1, 'Nine to five.'), say('user', 2, 'And'), say('user', 1, 'When?')],
      live,
    );
    expect(state.captions.map(({ text }) => text)).toEqual(['When?', 'Nine to five.', 'And']);
  });

  describe('after a resumption', () => {
    const words = (text: string, seq?: number): CallStep =>
      message({
        ...({ type: 'transcript', role: 'agent', turn: 1, text, final: seq !== undefined } as const),
        ...(seq !== undefined && { seq }),
      });
    const back = [dropped, message(READY)];
    const caughtUp = message({ type: 'state', state: 'listening' });
    const committed = message({ type: 'turn.committed', seq: 1 });

    it('keeps the whole of what was said where a part of it comes late', () => {
      const state = run(
        [words('Nine'), ...back, words('Nine to five.', 1), committed, caughtUp, words('Nine to')],
        live,
      );
      expect(state.captions).toEqual([
        expect.objectContaining({ text: 'Nine to five.', seq: 1, committed: true }),
      ]);
    });

    it('takes other words of the same number where the former were never recorded', () => {
      const state = run([words('Nine to five.', 1), ...back, words('Ten'), caughtUp], live);
      expect(state.captions).toEqual([expect.objectContaining({ text: 'Ten', final: false })]);
    });
  });

  it('keeps captions after the call, and clears them with the next', () => {
    const said = message({ type: 'transcript', role: 'user', turn: 1, text: 'Hello', final: true });
    const ended = run([said, hungUp('client_ended', 4_500)], live);
    expect(ended).toMatchObject({ phase: 'ended', durationMs: 3_500, captions: [{ text: 'Hello' }] });
    expect(run([started], ended)).toEqual({ ...IDLE_CALL, phase: 'permission' });
  });

  it('holds its invariants under any order of steps', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        let state = IDLE_CALL;
        for (const step of steps) {
          const before = state;
          state = step(state);
          // A call that is over stays over, whatever still drips in, until the visitor starts anew.
          if (!isActive(before) && step !== started) expect(state).toBe(before);
          if (isLive(state) && state.live.playing) expect(state.phase).toBe('speaking');
          const keys = state.captions.map((caption) => caption.turn * 2 + (caption.role === 'agent' ? 1 : 0));
          expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
        }
      }),
    );
  });
});
