import { expect, it } from '@jest/globals';
import { callFacts as facts } from '../../../../test/support/call-facts.js';
import type { SessionInput, UntimedInput } from './input.js';
import { step } from './session.reducer.js';
import { initialState, type SessionState } from './state.js';

const asked: UntimedInput[] = [
  { type: 'connected' },
  { type: 'client.hello', hello: { type: 'hello', protocol: 1, token: 'x' } },
];
const admitted: UntimedInput[] = [...asked, { type: 'admission.accepted', facts }];
const begun: UntimedInput[] = [...admitted, { type: 'provider.opened', connection: 1 }];

/** What is told of failures while a session hears this. */
function failures(inputs: readonly UntimedInput[]): string[] {
  let state: SessionState = initialState;
  return inputs.flatMap((input) => {
    const result = step(state, { ...input, at: 1_000 } as SessionInput);
    ({ state } = result);
    return result.effects.flatMap((effect) => (effect.type === 'setup-failed' ? [effect.code] : []));
  });
}

const refused = (code: 'unauthenticated' | 'concurrency_limited' | 'unavailable'): UntimedInput => ({
  type: 'admission.refused',
  code,
  message: '',
});
const noSuchModel: UntimedInput = {
  type: 'provider.open-failed',
  connection: 1,
  failure: 'fatal',
  detail: '',
};

it.each<[string, UntimedInput[], string[]]>([
  ['the database is away at admission', [...asked, refused('unavailable')], ['unavailable']],
  ['something breaks at admission', [...asked, { type: 'broken' }], ['internal']],
  ['the model refuses', [...admitted, noSuchModel], ['provider_unavailable']],
  ['the call cannot be written', [...admitted, { type: 'unwritable' }], ['internal']],
])('a call that does not begin because %s has failed', (_, inputs, told) => {
  expect(failures(inputs)).toEqual(told);
});

it.each<[string, UntimedInput[]]>([
  ['who has no right', [...asked, refused('unauthenticated')]],
  ['whose team talks enough already', [...asked, refused('concurrency_limited')]],
  ['who is let in at another gateway', [...asked, { type: 'drain', deadlineMs: 1_000 }]],
  ['who leaves before it begins', [...admitted, { type: 'client.gone', cause: 'closed' }]],
  ['who was in a call that broke off later', [...begun, { type: 'unwritable' }]],
])('nothing has failed to begin for somebody %s', (_, inputs) => {
  expect(failures(inputs)).toEqual([]);
});
