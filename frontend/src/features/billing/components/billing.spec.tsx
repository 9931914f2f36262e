import { afterEach, describe, expect, it } from '@jest/globals';
import type { Billing as BillingFacts } from '@orbisvoice/contracts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer, refusal } from '../../../testing/answers.js';
import { FakeApi, showInDashboard } from '../../../testing/fake-api.js';
import { monthBack } from '../lib/months.js';
import { Billing } from './billing.js';

afterEach(cleanup);
const NOTHING: BillingFacts = {
  subscription: null,
  invoices: [],
  limits: { concurrentCalls: 20, requestsPerMinutePerKey: 100 },
};
const usage = (calls: number, unpricedCalls = 0) =>
  answer(200, {
    totals: {
      calls,
      totalDurationMs: calls * 90_000,
      cost: { amountNanos: calls * 1_250_000_000, currency: 'USD', unpricedCalls },
    },
  });

describe('Billing', () => {
  it('sets this month beside the last', async () => {
    new FakeApi({
      'GET /tenants/me/billing': () => answer(200, NOTHING),
      'GET /analytics': ({ query }) => (query.get('from') === monthBack(0).from ? usage(3, 2) : usage(1_000)),
    });
    showInDashboard(<Billing />);
    const table = await screen.findByRole('table');
    const cells = within(table)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells).toEqual([
      ...['3', '1,000'],
      ...['4.5', '1,500'],
      ...['$3.75 and 2 calls without a price', '$1,250.00'],
    ]);
    expect(screen.getByText('None on record')).toBeTruthy();
    expect(screen.getByText('None so far.')).toBeTruthy();
  });

  it('shows the plan, and what came back of an invoice', async () => {
    const invoice = {
      id: 'in_7',
      paidAt: '2026-10-01T00:00:00.000Z',
      paid: { amountMinor: 5_000, currency: 'EUR' },
      returned: { amountMinor: 1_200, currency: 'EUR' },
    };
    new FakeApi({
      'GET /tenants/me/billing': () =>
        answer(200, {
          ...NOTHING,
          subscription: { plan: 'studio', since: '2026-09-01T00:00:00.000Z' },
          invoices: [invoice],
        }),
      'GET /analytics': () => usage(0),
    });
    showInDashboard(<Billing />);
    await screen.findByText('studio');
    const row = within(screen.getByRole('list', { name: 'Paid invoices' })).getByRole('listitem');
    expect(row.textContent).toContain('€50.00');
    expect(row.textContent).toContain('€12.00 came back');
  });

  it('says what could not be read, and reads it again', async () => {
    let broken = true;
    new FakeApi({
      'GET /tenants/me/billing': () => (broken ? refusal(503, 'unavailable') : answer(200, NOTHING)),
      'GET /analytics': () => usage(0),
    });
    showInDashboard(<Billing />);
    const again = await screen.findByRole('button', { name: 'Try again' });
    broken = false;
    await userEvent.click(again);
    await screen.findByText('None on record');
  });
});
