import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { TeamExport } from '@orbisvoice/contracts';
import { answer, refusal } from '../../../testing/answers.js';
import { FakeApi, pageOf, showInDashboard } from '../../../testing/fake-api.js';
import { ANNA, BEN, meAs } from '../../../testing/team-sample.js';
import { TeamExportCard } from './team-export-card.js';

const PATH = '/privacy/team-exports';
const ONE: TeamExport = {
  id: '01900000-0000-7000-8000-000000000009',
  state: 'waiting',
  askedBy: { kind: 'user', id: ANNA.userId, label: 'Anna' },
  askedAt: '2026-01-01T00:00:00.000Z',
  openUntil: '2026-01-01T01:00:00.000Z',
  finishedAt: null,
  expected: null,
  records: 0,
  bytes: 0,
};

const followed: string[] = [];
beforeEach(() => {
  followed.length = 0;
  HTMLAnchorElement.prototype.click = function () {
    followed.push(this.pathname);
  };
});
afterEach(cleanup);

const show = (items: TeamExport[], me = meAs(ANNA)): FakeApi => {
  const api = new FakeApi({
    [`GET ${PATH}`]: () => pageOf(...items),
    [`POST ${PATH}`]: ({ body }) => {
      if ((body as { password: string }).password !== 'right') return refusal(401, 'invalid_credentials');
      items.push(ONE);
      return answer(201, ONE);
    },
  });
  showInDashboard(<TeamExportCard me={me} />);
  return api;
};

describe('the export of everything', () => {
  it('begins once the owner has shown the password again, and is fetched by the browser itself', async () => {
    const api = show([]);
    await screen.findByText('Nobody has exported it yet.');
    await userEvent.click(screen.getByRole('button', { name: 'Export everything' }));
    const dialog = await screen.findByRole('dialog', { hidden: true });
    const password = within(dialog).getByLabelText('Your password');
    await userEvent.type(password, 'wrong');
    await userEvent.click(within(dialog).getByText('Download'));
    await within(dialog).findByText('It is invalid_credentials.');
    expect(followed).toEqual([]);
    await userEvent.clear(password);
    await userEvent.type(password, 'right');
    await userEvent.click(within(dialog).getByText('Download'));
    await screen.findByText('Your browser has begun to download the archive.');
    expect(followed).toEqual([`${PATH}/${ONE.id}/download`]);
    expect(api.bodies).toEqual([{ password: 'wrong' }, { password: 'right' }]);
    await screen.findByText('Ready');
  });

  it('shows how far a download has come', async () => {
    show([{ ...ONE, state: 'running', expected: 4_000, records: 1_000, bytes: 2_500_000 }]);
    await screen.findByText('· 1,000 of 4,000 records, 2.5 MB');
    const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Downloaded so far' });
    expect(bar.value).toBe(0.25);
    expect(screen.queryByRole('button', { name: 'Download again' })).toBeNull();
  });

  it('offers a download that broke off once more, to whoever asked for it', async () => {
    const broken = { ...ONE, state: 'broken', expected: 4_000, records: 1_000 } as const;
    const bens = {
      ...broken,
      id: BEN.userId,
      askedBy: { kind: 'user', id: BEN.userId, label: 'Ben' },
    } as const;
    show([broken, bens]);
    await userEvent.click(await screen.findByRole('button', { name: 'Download again' }));
    expect(followed).toEqual([`${PATH}/${ONE.id}/download`]);
    expect(screen.getAllByText('Broke off')).toHaveLength(2);
  });

  it('says that it could not be loaded, and tries again', async () => {
    const api = new FakeApi({ [`GET ${PATH}`]: () => refusal(503, 'unavailable') });
    showInDashboard(<TeamExportCard me={meAs(ANNA)} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(api.asked).toHaveLength(2);
  });

  it('is nothing for admins to press, who are told whom to ask', async () => {
    const api = show([], meAs({ ...BEN, role: 'admin' }));
    await screen.findByText('Only owners can export it. Ask an owner of your team.');
    expect(screen.queryByRole('button', { name: 'Export everything' })).toBeNull();
    expect(api.asked).toEqual([]);
  });
});
