import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { EarningsAccount, ReferralProfile } from '@orbisvoice/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { api } from '../../../lib/api-client.js';
import { ApiError } from '../../../lib/api-error.js';
import { createQueryClient } from '../../../lib/query-client.js';
import { PartnerSideContext } from '../lib/partner-side.js';
import { obstaclesOf, PayoutRequest } from './payout-request.js';

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const NOTHING = usd(0);
const account = (available: number): EarningsAccount => ({
  currency: 'USD',
  lifetime: usd(available),
  pending: NOTHING,
  held: NOTHING,
  available: usd(available),
  inPayout: NOTHING,
  paid: NOTHING,
  balance: usd(available),
  returned: NOTHING,
  minimumPayout: usd(5_000),
  lines: [],
});
const profile = {
  status: 'active',
  terms: { version: 1, accepted: true, acceptances: [] },
  payoutMethodConfirmed: true,
} as unknown as ReferralProfile;

describe('obstaclesOf', () => {
  it('finds nothing where all is in order, also at the minimum exactly', () => {
    expect(obstaclesOf({ account: account(5_000), profile, underWay: false })).toEqual([]);
  });

  it('says how much is missing', () => {
    expect(obstaclesOf({ account: account(4_999), profile, underWay: false })).toEqual([
      '$0.01 more have to be ready for the smallest payout of $50.00.',
    ]);
  });

  it('names everything at once', () => {
    const stopped = {
      ...profile,
      status: 'suspended' as const,
      terms: { version: 2, accepted: false, acceptances: [] },
      payoutMethodConfirmed: false,
    };
    const obstacles = obstaclesOf({ account: account(0), profile: stopped, underWay: true });
    expect(obstacles).toHaveLength(4);
    expect(obstacles.join(' ')).not.toContain('more have to be ready');
  });
});

describe('PayoutRequest', () => {
  const show = () =>
    render(
      <QueryClientProvider client={createQueryClient()}>
        <PartnerSideContext value="affiliate">
          <PayoutRequest account={account(9_000)} profile={profile} underWay={false} />
        </PartnerSideContext>
      </QueryClientProvider>,
    );
  const press = () => userEvent.click(screen.getByRole('button', { name: 'Request payout' }));

  it('asks in one currency, once for each press, as the one who looks', async () => {
    const post = jest.spyOn(api, 'post').mockResolvedValue({ amount: usd(9_000) });
    show();
    await press();
    expect(post.mock.calls).toEqual([
      ['/referrals/me/payouts?as=affiliate', { body: { currency: 'USD' }, idempotent: true }],
    ]);
  });

  it('shows every reason that the server gives', async () => {
    const details = [
      { path: 'method_changed', message: 'Your payout method was changed lately.' },
      { path: 'payout_open', message: 'A payout is on its way.' },
    ];
    jest.spyOn(api, 'post').mockRejectedValue(new ApiError('unprocessable', 'No.', { status: 422, details }));
    show();
    await press();
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Your payout method was changed lately.A payout is on its way.',
    );
  });
});
