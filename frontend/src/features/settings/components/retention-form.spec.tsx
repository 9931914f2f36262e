import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer } from '../../../testing/answers.js';
import { FakeApi, showInDashboard } from '../../../testing/fake-api.js';
import { loadFormRules } from '../../../testing/form-rules.js';
import { Retention } from './retention.js';

beforeAll(loadFormRules);
afterEach(cleanup);
const PATH = '/tenants/me/retention';

function serve(callDays: number | null, old: (days: number) => number) {
  let chosen = callDays;
  return new FakeApi({
    [`GET ${PATH}`]: () => answer(200, { callDays: chosen, changedAt: null }),
    [`GET ${PATH}/preview`]: ({ query }) =>
      answer(200, { calls: old(Number(query.get('callDays'))), oldestCallAt: '2026-01-01T00:00:00Z' }),
    [`PUT ${PATH}`]: ({ body }) => {
      chosen = (body as { callDays: number | null }).callDays;
      return answer(200, { callDays: chosen, changedAt: null });
    },
  });
}
const typeDays = async (days: string) => {
  const field = await screen.findByLabelText('Days that calls are kept');
  await userEvent.clear(field);
  await userEvent.type(field, days);
};

describe('the retention of calls', () => {
  it('says how many calls would go, and asks before they do', async () => {
    const api = serve(null, (days) => (days === 30 ? 12 : 1));
    showInDashboard(<Retention manages />);
    await userEvent.click(await screen.findByLabelText('Erase old calls'));
    await typeDays('30');
    await screen.findByText(/^12 calls are older/);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const dialog = await screen.findByRole('dialog', { hidden: true });
    await within(dialog).findByText(/12 calls are older/);
    expect(api.writes).toEqual([]);
    await userEvent.click(within(dialog).getByText('Erase older calls'));
    await screen.findByText('Calls are kept for 30 days.');
    expect(api.bodies).toEqual([{ callDays: 30 }]);
  });

  it('asks where no call is older, too, since what belongs to no call may be', async () => {
    const api = serve(60, () => 0);
    showInDashboard(<Retention manages />);
    await typeDays('30');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const dialog = await screen.findByRole('dialog', { hidden: true });
    await within(dialog).findByText(/What tools booked and answered outside of calls goes with them/);
    expect(api.writes).toEqual([]);
    await userEvent.click(within(dialog).getByText('Erase older calls'));
    await waitFor(() => expect(api.bodies).toEqual([{ callDays: 30 }]));
  });

  it('saves a longer period without a question', async () => {
    const api = serve(30, () => 0);
    showInDashboard(<Retention manages />);
    await typeDays('60');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(api.bodies).toEqual([{ callDays: 60 }]));
  });

  it('names what is no period, and asks the server nothing about it', async () => {
    const api = serve(30, () => 0);
    showInDashboard(<Retention manages />);
    await typeDays('0');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Days that calls are kept').getAttribute('aria-invalid')).toBe('true'),
    );
    expect(api.writes).toEqual([]);
    expect(api.asked.some((one) => one.endsWith('callDays=0'))).toBe(false);
  });

  it('tells members, who cannot change it', async () => {
    serve(30, () => 0);
    showInDashboard(<Retention manages={false} />);
    await screen.findByText(/erased when they are 30 days old/);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});
