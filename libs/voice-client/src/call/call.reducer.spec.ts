import { describe, expect, it } from '@jest/globals';
import type { ServerMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { READY } from '../testing/fake-web-socket.js';
import { IDLE_CALL, isActive, isLive, type CallState } from './call-state.js';
import { reduceCall, type CallEvent } from './call.reducer.js';

const message = (value: ServerMessage): CallEvent => ({
  type: 'message',
  message: value,
  at: 1_000,
  microphone: true,
});
const run = (events: CallEvent[], from: CallState = IDLE_CALL): CallState => events.reduce(reduceCall, from);
const live = run([{ type: 'started' }, { type: 'audio-opened' }, message(READY)]);

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
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    { type: 'started' },
    { type: 'audio-opened' },
    { type: 'playback', playing: true },
    { type: 'playback', playing: false },
    { type: 'muted', muted: true },
    { type: 'muted', muted: false },
    { type: 'hung-up', reason: 'client_ended', at: 2_000 },
    { type: 'failed', code: 'network' },
  ),
  anyMessage.map(message),
);

describe('reduceCall', () => {
  it('walks from idle over permission and connecting to listening', () => {
    const phases = [{ type: 'started' } as const, { type: 'audio-opened' } as const, message(READY)].map(
      (_, i, events) => run(events.slice(0, i + 1)).phase,
    );
    expect(phases).toEqual(['permission', 'connecting', 'listening']);
  });

  it('stays speaking until the sound has ended, though the server listens already', () => {
    const talking = run(
      [message({ type: 'state', state: 'speaking' }), { type: 'playback', playing: true }],
      live,
    );
    const sent = run([message({ type: 'state', state: 'listening' })], talking);
    expect(sent.phase).toBe('speaking');
    expect(run([{ type: 'playback', playing: false }], sent).phase).toBe('listening');
  });

  it('puts late words of the visitor in front of the answer', () => {
    const say = (role: 'user' | 'agent', at: number, text: string): CallEvent =>
      message({ type: 'transcript', role, turn: at, text, final: true });
    const state = run(
      [say('agent', 1, 'Nine to five.'), say('user', 2, 'And'), say('user', 1, 'When?')],
      live,
    );
    expect(state.captions.map(({ text }) => text)).toEqual(['When?', 'Nine to five.', 'And']);
  });

  describe('after a resumption', () => {
    const words = (text: string, seq?: number): CallEvent =>
      message({
        ...({ type: 'transcript', role: 'agent', turn: 1, text, final: seq !== undefined } as const),
        ...(seq !== undefined && { seq }),
      });
    const back: CallEvent[] = [{ type: 'dropped' }, message(READY)];
    const told = message({ type: 'state', state: 'listening' });
    const committed = message({ type: 'turn.committed', seq: 1 });

    it('keeps the whole of what was said where a part of it comes late', () => {
      const state = run(
        [words('Nine'), ...back, words('Nine to five.', 1), committed, told, words('Nine to')],
        live,
      );
      expect(state.captions).toEqual([
        expect.objectContaining({ text: 'Nine to five.', seq: 1, committed: true }),
      ]);
    });

    it('takes other words of the same number where the former were never recorded', () => {
      const state = run([words('Nine to five.', 1), ...back, words('Ten'), told], live);
      expect(state.captions).toEqual([expect.objectContaining({ text: 'Ten', final: false })]);
    });
  });

  it('keeps captions and latencies after the call, and clears them with the next', () => {
    const said = message({ type: 'transcript', role: 'user', turn: 1, text: 'Hello', final: true });
    const ended = run([said, { type: 'hung-up', reason: 'client_ended', at: 4_500 }], live);
    expect(ended).toMatchObject({ phase: 'ended', durationMs: 3_500, captions: [{ text: 'Hello' }] });
    expect(run([{ type: 'started' }], ended)).toEqual({ ...IDLE_CALL, phase: 'permission' });
  });

  it('holds its invariants under any order of events', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let state = IDLE_CALL;
        for (const event of events) {
          const before = state;
          state = reduceCall(state, event);
          // A call that is over stays over, whatever still drips in, until the visitor starts anew.
          if (!isActive(before) && event.type !== 'started') expect(state).toBe(before);
          if (isLive(state) && state.live.playing) expect(state.phase).toBe('speaking');
          const keys = state.captions.map((caption) => caption.turn * 2 + (caption.role === 'agent' ? 1 : 0));
          expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
        }
      }),
    );
  });
});
