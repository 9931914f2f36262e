import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer, refusal } from '../../../testing/answers.js';
import { FakeApi, pageOf, showInDashboard } from '../../../testing/fake-api.js';
import { ANNA, BEN, meAs } from '../../../testing/team-sample.js';
import { MembersCard } from './members-card.js';

afterEach(cleanup);
const PATH = `/tenants/me/members/${BEN.userId}`;
const lists = { 'GET /tenants/me/members': () => pageOf(ANNA, BEN) };
const roleOfBen = () => screen.findByLabelText<HTMLSelectElement>('Role of Ben');

describe('MembersCard', () => {
  it('lets an owner give every role, at once on the screen', async () => {
    const api = new FakeApi({ ...lists, [`PATCH ${PATH}`]: () => answer(200, { ...BEN, role: 'admin' }) });
    showInDashboard(<MembersCard me={meAs(ANNA)} />);
    const select = await roleOfBen();
    expect([...select.options].map(({ value }) => value)).toEqual(['owner', 'admin', 'member']);
    await userEvent.selectOptions(select, 'admin');
    await screen.findByText('Ben is admin now.');
    expect(api.bodies).toEqual([{ role: 'admin' }]);
  });

  it('takes a change back that the server refuses, and says why', async () => {
    new FakeApi({ ...lists, [`PATCH ${PATH}`]: () => refusal(409, 'last_owner') });
    showInDashboard(<MembersCard me={meAs(ANNA)} />);
    await userEvent.selectOptions(await roleOfBen(), 'admin');
    await screen.findByText('It is last_owner.');
    await waitFor(async () => expect((await roleOfBen()).value).toBe('member'));
  });

  it('removes somebody only after the consequence was read', async () => {
    const api = new FakeApi({ ...lists, [`DELETE ${PATH}`]: () => answer(204) });
    showInDashboard(<MembersCard me={meAs(ANNA)} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove Ben' }));
    expect(api.writes).toEqual([]);
    const dialog = screen.getByRole('dialog', { hidden: true });
    await userEvent.click(within(dialog).getByText('Remove'));
    await waitFor(() => expect(api.writes).toEqual([`DELETE ${PATH}`]));
  });

  it('shows members who is there and nothing to press', async () => {
    new FakeApi(lists);
    showInDashboard(<MembersCard me={meAs(BEN)} />);
    await screen.findByText('Ben (you)');
    expect(screen.queryByLabelText(/Role of/)).toBeNull();
    expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull();
  });

  it('does not let an admin touch an owner', async () => {
    new FakeApi(lists);
    showInDashboard(
      <MembersCard me={meAs({ ...BEN, userId: ANNA.userId.replace(/1$/, '9'), role: 'admin' })} />,
    );
    const select = await roleOfBen();
    expect([...select.options].map(({ value }) => value)).toEqual(['admin', 'member']);
    expect(screen.queryByLabelText('Role of Anna')).toBeNull();
  });

  it('can be tried again where it could not be loaded', async () => {
    let up = false;
    new FakeApi({ 'GET /tenants/me/members': () => (up ? pageOf(ANNA) : refusal(503, 'unavailable')) });
    showInDashboard(<MembersCard me={meAs(ANNA)} />);
    await screen.findByRole('alert');
    up = true;
    await userEvent.click(screen.getByText('Try again'));
    await screen.findByText('Anna (you)');
  });
});
