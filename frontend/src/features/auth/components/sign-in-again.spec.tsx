import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { api } from '../../../lib/api-client.js';
import { answer } from '../../../testing/answers.js';
import { FakeApi, showInDashboard } from '../../../testing/fake-api.js';
import { ANNA, meAs } from '../../../testing/team-sample.js';
import { SignInAgain } from './sign-in-again.js';

const ME = meAs(ANNA);
const OTHER = { ...ME, tenant: { ...ME.tenant, id: '0198c0de-0000-7000-8000-000000000009', name: 'Other' } };

afterEach(() => {
  api.team = undefined;
  cleanup();
});

/** The session of the page's team has ended; signing in leads to the team of `signedIn`. */
async function signInAgain(signedIn: typeof ME): Promise<FakeApi> {
  const server = new FakeApi({
    'POST /auth/login': () => answer(200, signedIn),
    'POST /auth/switch-tenant': () => answer(200, ME),
  });
  showInDashboard(<SignInAgain email={ANNA.email} />);
  api.team = ME.tenant.id;
  let back: Promise<boolean> | undefined;
  act(() => {
    back = api.signInAgain?.();
  });
  await userEvent.type(await screen.findByLabelText('Password'), 'violet-harbour-kettle');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await back).toBe(true);
  return server;
}

describe('SignInAgain', () => {
  it('goes on where the sign-in leads to the team of the page', async () => {
    expect((await signInAgain(ME)).asked).toEqual(['POST /auth/login']);
  });

  it('returns to the team of the page before anything is sent again', async () => {
    const server = await signInAgain(OTHER);
    expect(server.asked).toEqual(['POST /auth/login', 'POST /auth/switch-tenant']);
    expect(server.bodies.at(-1)).toEqual({ tenantId: ME.tenant.id });
  });
});
