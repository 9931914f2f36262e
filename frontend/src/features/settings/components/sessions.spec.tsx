import { afterEach, describe, expect, it } from '@jest/globals';
import type { SessionInfo } from '@orbisvoice/contracts';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer, refusal } from '../../../testing/answers.js';
import { FakeApi, pageOf, showInDashboard } from '../../../testing/fake-api.js';
import { Sessions } from './sessions.js';

afterEach(cleanup);
const session = (id: string, userAgent: string, current = false): SessionInfo => ({
  id,
  userAgent,
  current,
  network: '203.0.113.0/24',
  createdAt: '2026-11-01T08:00:00.000Z',
  lastSeenAt: '2026-11-02T08:00:00.000Z',
});
const HERE = session('here', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0', true);
const PHONE = session('phone', 'Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1');

describe('Sessions', () => {
  it('offers no way to sign this browser out, and shows where it is', async () => {
    new FakeApi({ 'GET /auth/sessions': () => pageOf(HERE) });
    showInDashboard(<Sessions />);
    await screen.findByText('This browser');
    expect(screen.getByText('203.0.113.0/24')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Sign out/ })).toBeNull();
  });

  it('takes a device off the list at once, and puts it back where that failed', async () => {
    let refuse = true;
    new FakeApi({
      'GET /auth/sessions': () => (refuse ? pageOf(HERE, PHONE) : pageOf(HERE)),
      'DELETE /auth/sessions/phone': () => (refuse ? refusal(503, 'unavailable') : answer(204)),
    });
    showInDashboard(<Sessions />);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out Safari on iPhone' }));
    await screen.findByText('It is unavailable.');
    const again = await screen.findByRole('button', { name: 'Sign out Safari on iPhone' });
    refuse = false;
    await userEvent.click(again);
    await screen.findByText('Safari on iPhone was signed out.');
    await waitFor(() => expect(screen.queryByText('Safari on iPhone')).toBeNull());
  });

  it('signs all others out after a question', async () => {
    const api = new FakeApi({
      'GET /auth/sessions': () => pageOf(HERE, PHONE),
      'DELETE /auth/sessions': () => answer(200, { count: 1 }),
    });
    showInDashboard(<Sessions />);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out all others' }));
    expect(api.writes).toEqual([]);
    await userEvent.click(within(screen.getByRole('dialog')).getByText('Sign out'));
    await screen.findByText('One device was signed out.');
    expect(api.writes).toEqual(['DELETE /auth/sessions']);
  });
});
