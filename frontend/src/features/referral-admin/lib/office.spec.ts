import { expect, it } from '@jest/globals';
import type { AdminPayout } from '@orbisvoice/contracts';
import { differingParts } from './differing-parts.js';
import { partnerName, ruleName } from './office-words.js';
import { payoutOperations } from './payout-operations.js';

const payout = (state: AdminPayout['state']): AdminPayout => ({
  id: 'p',
  amount: { amountMinor: 9_000, currency: 'USD' },
  state,
  reference: null,
  requestedAt: '',
  paidAt: null,
  partnerId: 'a',
  requestedBy: 'b',
});

it.each<[AdminPayout['state'], string[]]>([
  ['reserved', ['Approve', 'Reject']],
  ['approved', ['Mark as paid', 'Reject']],
  ['sent', ['Mark as paid']],
  ['paid', ['Came back']],
  ['failed', []],
  ['cancelled', []],
  ['returned', []],
])('offers for a payout that is %s: %j', (state, names) =>
  expect(payoutOperations(payout(state), () => Promise.resolve()).map(({ confirm }) => confirm)).toEqual(
    names,
  ),
);

it('takes the step that was confirmed, with the reference where money was sent', async () => {
  const taken: unknown[] = [];
  const take = (step: unknown) => Promise.resolve(taken.push(step));
  const answer = { reason: 'seen by two', reference: 'SEPA-1' };
  await payoutOperations(payout('approved'), take)[0]?.run(answer);
  await payoutOperations(payout('reserved'), take)[1]?.run(answer);
  expect(taken).toEqual([
    { id: 'p', step: 'pay', ...answer },
    { id: 'p', step: 'reject', reason: 'seen by two' },
  ]);
});

it('tells what reports say differently', () => {
  const different = differingParts([
    { at: 1, amount: 1_000, tax: null },
    { at: 1, amount: 2_000 },
  ]);
  expect([...different].sort()).toEqual(['amount', 'tax']);
});

it('names rules that the page has never heard of', () => expect(ruleName('same_device')).toBe('Same device'));

it.each([
  [{ displayName: 'Ana Reviews', kind: 'affiliate' }, 'Ana Reviews'],
  [{ displayName: null, kind: 'affiliate' }, 'Affiliate'],
  [{ displayName: null, kind: 'customer' }, 'Team member'],
] as const)('calls a partner what the list knows: %j', (partner, name) =>
  expect(partnerName(partner)).toBe(name),
);
