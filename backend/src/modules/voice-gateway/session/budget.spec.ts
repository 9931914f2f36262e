import { describe, expect, it } from '@jest/globals';
import { callFacts } from '../../../../test/support/call-facts.js';
import type { SessionInput, UntimedInput } from './input.js';
import { initialState, step } from './session.reducer.js';
import type { SessionState } from './state.js';

/** The effects of the last input, each a second after the one before. */
function after(maxDurationMs: number, ...more: UntimedInput[]) {
  const inputs: UntimedInput[] = [
    { type: 'connected' },
    { type: 'client.hello', hello: { type: 'hello', protocol: 1, token: 'x' } },
    { type: 'admission.accepted', facts: { ...callFacts, maxDurationMs } },
    { type: 'provider.opened', connection: 1 },
    ...more,
  ];
  let state: SessionState = initialState;
  return inputs.map((input, index) => {
    const done = step(state, { ...input, at: index * 1_000 } as SessionInput);
    state = done.state;
    return done.effects;
  })[inputs.length - 1];
}
const spent: UntimedInput = { type: 'budget-spent' };

describe('a call whose agent may cost no more today', () => {
  it('has a minute left, within which it says goodbye', () => {
    expect(after(300_000, spent)).toMatchObject([
      { type: 'record-event', kind: 'call.budget-spent' },
      { type: 'start-timer', timer: 'max-duration', ms: 60_000 },
      { type: 'start-timer', timer: 'farewell', ms: 45_000 },
    ]);
  });

  it('is not given more time by being told again, nor than it had', () => {
    expect(after(300_000, spent, spent)).toEqual([]);
    expect(after(30_000, spent)).toEqual([]);
  });
});
