import { reasonToFollowUp, type EndedCall } from './follow-up.js';

const fine: EndedCall = { endReason: 'client_ended', failure: null, visitorSpoke: true, answersMs: [800] };

it.each([
  [{}, undefined],
  [{ failure: 'silent' }, undefined],
  [{ failure: 'error', endReason: 'provider_unavailable' }, 'failed'],
  [{ endReason: 'client_lost' }, 'lost'],
  [{ answersMs: [] }, 'unanswered'],
  [{ answersMs: [], visitorSpoke: false }, undefined],
] as const)('a call with %j wants: %s', (part, reason) => {
  expect(reasonToFollowUp({ ...fine, ...part })).toBe(reason);
});
