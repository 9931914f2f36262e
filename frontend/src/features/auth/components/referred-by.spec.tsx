import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { api } from '../../../lib/api-client.js';
import { ApiError } from '../../../lib/api-error.js';
import { createQueryClient } from '../../../lib/query-client.js';
import { useReferral, type Referral } from '../lib/use-referral.js';
import { ReferredBy } from './referred-by.js';

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const CODES: Record<string, string> = { 'by-link': 'Lin', typed: 'Ty' };

/** The part of sign-up that knows who referred somebody, before a server that knows two codes. */
function show(ref: string | undefined, stored = false) {
  jest.spyOn(api, 'get').mockImplementation((path, options) => {
    if (path === '/referrals/visit') {
      const name = CODES[String(options?.query?.ref)] ?? (stored ? 'Lin' : undefined);
      return Promise.resolve({ referrer: name ? { code: 'by-link', name } : null, stored } as never);
    }
    const code = path.replace('/referrals/code/', '');
    const name = CODES[code];
    if (name) return Promise.resolve({ code, name } as never);
    return Promise.reject(new ApiError('not_found', 'Nobody.', { status: 404 }));
  });
  const seen: { wish: Referral['wish'] } = { wish: {} };
  function Part() {
    const referral = useReferral(ref);
    seen.wish = referral.wish;
    return <ReferredBy referral={referral} />;
  }
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Part />
    </QueryClientProvider>,
  );
  return seen;
}
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('says who referred by the link, and carries the code where nothing is stored', async () => {
  const seen = show('by-link');
  await screen.findByText('Lin');
  expect(seen.wish).toEqual({ referralParam: 'by-link' });
});

it('leaves a remembered visit to the browser', async () => {
  const seen = show(undefined, true);
  await screen.findByText('Lin');
  expect(seen.wish).toEqual({});
});

it('takes the referral off, and puts it back', async () => {
  const seen = show('by-link');
  await screen.findByText('Lin');
  await press('Remove the referral');
  expect(screen.queryByText('Lin')).toBeNull();
  expect(seen.wish).toEqual({ referralDeclined: true });
  await press('Put it back');
  expect(seen.wish).toEqual({ referralParam: 'by-link' });
});

it('lets a typed code go before the link, also where nobody waited for its owner', async () => {
  const seen = show('by-link');
  await press('I have a referral code');
  await userEvent.type(screen.getByLabelText('Referral code'), ' typed ');
  expect(seen.wish.referralCode).toBe('typed');
  await userEvent.tab();
  await screen.findByText('Ty');
  expect(seen.wish).toEqual({ referralCode: 'typed', referralParam: 'by-link' });
});

it('says that nobody has a code, and does not send it', async () => {
  const seen = show(undefined);
  await press('I have a referral code');
  await userEvent.type(screen.getByLabelText('Referral code'), 'nothing');
  await userEvent.tab();
  await screen.findByText('Nobody has this code.');
  await waitFor(() => expect(seen.wish).toEqual({}));
});
