import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { step, type WidgetEffect, type WidgetInput } from './widget.reducer.js';
import { IDLE, isActive, isLive, type WidgetState } from './widget-state.js';

const mode = fc.constantFrom('voice' as const, 'text' as const);
const notice = fc.option(fc.record({ text: fc.string(), version: fc.constantFrom('v1', 'v2') }), {
  nil: undefined,
});
const callId = fc.constantFrom('c1', 'c2');
const news = fc.oneof(
  fc.record({ phase: fc.constantFrom('permission' as const, 'connecting' as const) }),
  fc.record({
    phase: fc.constantFrom(
      'listening' as const,
      'thinking' as const,
      'speaking' as const,
      'reconnecting' as const,
    ),
    callId,
  }),
  fc.record({
    phase: fc.constant('ended' as const),
    reason: fc.constant('client_ended' as const),
    durationMs: fc.nat(),
  }),
  fc.record({
    phase: fc.constant('error' as const),
    code: fc.constantFrom('network' as const, 'microphone_denied' as const),
  }),
);
const plain = (...types: ('accepted' | 'sound-lost' | 'sound-back' | 'continue' | 'stop' | 'dismiss')[]) =>
  fc.constantFrom(...types).map((type) => ({ type }));
const input: fc.Arbitrary<WidgetInput> = fc.oneof(
  fc.record({ type: fc.constant('start' as const), mode }),
  fc.record({ type: fc.constant('prepared' as const), notice }),
  fc.record({ type: fc.constant('refused' as const), code: fc.constant('network' as const) }),
  fc.record({ type: fc.constant('declined' as const), writing: fc.boolean() }),
  fc.record({ type: fc.constant('call' as const), news }),
  fc.record({ type: fc.constant('restored' as const), mode, callId }),
  fc.record({ type: fc.constant('rate' as const), rating: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ type: fc.constant('rated' as const), ok: fc.boolean() }),
  plain('accepted', 'sound-lost', 'sound-back', 'continue', 'stop', 'dismiss'),
);

type Check = (seen: {
  before: WidgetState;
  input: WidgetInput;
  state: WidgetState;
  effects: readonly WidgetEffect[];
}) => boolean;

/** Holds for every step of every row of inputs, sensible or not. */
const always = (check: Check): void =>
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      let before: WidgetState = IDLE;
      return inputs.every((one) => {
        const { state, effects } = step(before, one);
        const holds = check({ before, input: one, state, effects });
        before = state;
        return holds;
      });
    }),
    { numRuns: 400 },
  );

const begins = (effects: readonly WidgetEffect[]) => effects.filter((effect) => effect.type === 'begin');

describe('whatever happens', () => {
  it('opens the microphone for a notice only after its version was accepted', () =>
    always(({ before, input: { type }, effects }) =>
      begins(effects).every(
        (begin) =>
          before.stage !== 'consent' ||
          begin.mode === 'text' ||
          (type === 'accepted' &&
            begin.consent?.accepted === true &&
            begin.consent.version === before.notice.version),
      ),
    ));

  it('never leaves a call without hanging up, unless the call itself is over', () =>
    always(
      ({ before, input: { type }, state, effects }) =>
        !isActive(before) ||
        isActive(state) ||
        type === 'call' ||
        effects.some((effect) => effect.type === 'hang-up'),
    ));

  it('begins a call only where there is none', () =>
    always(({ before, effects }) => begins(effects).length === 0 || !isActive(before)));

  it('asks those who write for no permission', () =>
    always(({ state }) => !(state.stage === 'permission' && state.mode === 'text')));

  it('pauses only a call that is there', () =>
    always(({ before, state }) => state.stage !== 'paused' || isLive(before) || before.stage === 'idle'));

  it('rates only a call that has ended', () =>
    always(
      ({ before, effects }) =>
        !effects.some((effect) => effect.type === 'send-rating') ||
        before.stage === 'ended' ||
        before.stage === 'rating',
    ));

  it('can always be ended: one stop and the end of the call lead to a state without one', () =>
    always(({ state }) => {
      const stopped = step(state, { type: 'stop' }).state;
      const over = step(stopped, {
        type: 'call',
        news: { phase: 'ended', reason: 'client_ended', durationMs: 1 },
      });
      return !isActive(over.state);
    }));
});
