import { beforeEach, describe, it } from '@jest/globals';
import fc from 'fast-check';
import type { FakeCall } from '../testing/fake-call.js';
import { settle, stageSet, type StageSet } from '../testing/stage-set.js';
import type { Conversation } from './conversation.js';
import { isFree, isLive, type WidgetState } from './widget-state.js';

const ACTS = [
  ...(['talk', 'write', 'retry', 'accept', 'decline', 'continue', 'stop', 'dismiss'] as const),
] satisfies (keyof Conversation)[];
const PHASES = [
  ...(['permission', 'connecting', 'listening', 'thinking', 'speaking'] as const),
  ...(['reconnecting', 'ended', 'error'] as const),
];

type Input = { act: (typeof ACTS)[number] } | { phase: (typeof PHASES)[number] } | { rating: number };
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ act: fc.constantFrom(...ACTS) }),
  fc.record({ phase: fc.constantFrom(...PHASES) }),
  fc.record({ rating: fc.integer({ min: 1, max: 5 }) }),
);

/** A call says something only while there is one. */
function perform({ conversation, call }: StageSet, one: Input): void {
  if ('act' in one) conversation[one.act]();
  else if ('rating' in one) conversation.rate(one.rating);
  else if (call.isOn) call.becomes(one.phase);
}

interface Seen {
  before: WidgetState;
  input: Input;
  state: WidgetState;
  /** The calls that this input began, and what it told the page. */
  begun: FakeCall['started'];
  told: string[];
  call: FakeCall;
}

/** Holds after every input of every row of them, sensible or not, with and without what answers by itself. */
const always = (check: (seen: Seen) => boolean): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(input, fc.boolean()), { maxLength: 30 }),
      fc.constantFrom('', 'We keep what you say.'),
      async (inputs, consentText) => {
        const set = stageSet({}, consentText);
        const { conversation, call, events } = set;
        for (const [one, waits] of inputs) {
          const before = conversation.state;
          const [calls, tellings] = [call.started.length, events.length];
          perform(set, one);
          const told = events.slice(tellings).map(([name]) => name);
          const begun = call.started.slice(calls);
          if (!check({ before, input: one, state: conversation.state, begun, told, call })) return false;
          if (waits) await settle();
        }
        return true;
      },
    ),
    { numRuns: 200 },
  );

beforeEach(() => sessionStorage.clear());

describe('whatever happens', () => {
  it('opens the microphone for a notice only after its version was accepted', () =>
    always(({ before, input: one, begun }) =>
      begun.every(
        ({ microphone, consent }) =>
          before.stage !== 'consent' ||
          !microphone ||
          ('act' in one &&
            one.act === 'accept' &&
            consent?.accepted === true &&
            consent.version === before.notice.version),
      ),
    ));

  it('has a call exactly where something is under way that is more than preparing', () =>
    always(({ state, call }) => (state.stage === 'preparing' || isFree(state)) !== call.isOn));

  it('begins a call only where there is none, or after the one in writing was ended', () =>
    always(
      ({ before, begun, told }) =>
        begun.length === 0 || !isLive(before) || (begun.length === 1 && told.includes('end')),
    ));

  it('asks those who write for no permission', () =>
    always(({ state }) => !(state.stage === 'permission' && state.mode === 'text')));

  it('tells the page the beginning and the end of a call, once each', () =>
    always(({ before, state, told }) => {
      const count = (name: string) => told.filter((one) => one === name).length;
      const began = isLive(state) && !isLive(before);
      return count('call') === Number(began) && count('end') <= Number(isLive(before));
    }));

  it('rates only a call that has ended', () =>
    always(
      ({ before, told }) => !told.includes('rating') || before.stage === 'ended' || before.stage === 'rating',
    ));

  it('can always be ended by one stop', () =>
    always(
      ({ input: one, state, call }) => !('act' in one && one.act === 'stop') || (isFree(state) && !call.isOn),
    ));
});
