import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer } from '../../../testing/answers.js';
import { FakeApi, pageOf, showInDashboard } from '../../../testing/fake-api.js';
import { loadFormRules } from '../../../testing/form-rules.js';
import { ANNA, meAs } from '../../../testing/team-sample.js';
import { Privacy } from './privacy.js';

beforeAll(loadFormRules);
afterEach(cleanup);

const ERASURE = {
  id: '01900000-0000-7000-8000-000000000001',
  knownBy: ['email'],
  state: 'running',
  askedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  calls: 0,
  records: 0,
};

function serve() {
  const erasures: (typeof ERASURE)[] = [];
  return new FakeApi({
    'GET /privacy/team-exports': () => pageOf(),
    'GET /privacy/erasures': () => answer(200, { items: [...erasures], nextCursor: null }),
    'POST /privacy/callers/search': () => answer(200, { calls: 2, records: 1 }),
    'POST /privacy/callers/export': () =>
      answer(200, { madeAt: ERASURE.askedAt, knownBy: ['userId'], calls: [], records: [] }),
    'POST /privacy/erasures': () => {
      erasures.push(ERASURE);
      return answer(202, ERASURE);
    },
  });
}
const look = () => userEvent.click(screen.getByRole('button', { name: 'Look for this caller' }));

describe('the erasure of a caller', () => {
  it('says how much would go, and begins only when that is confirmed', async () => {
    const api = serve();
    showInDashboard(<Privacy me={meAs(ANNA)} />);
    await screen.findByText('Nobody has been erased yet.');
    await userEvent.type(
      await screen.findByLabelText('E-mail address', {}, { timeout: 20_000 }),
      'ana@example.com',
    );
    await look();
    const dialog = await screen.findByRole('dialog', { name: 'Erase this caller?', hidden: true });
    await within(dialog).findByText(/2 calls and 1 other record will be erased/);
    expect(api.writes).toEqual(['POST /privacy/callers/search']);
    await userEvent.click(within(dialog).getByText('Erase for good'));
    await screen.findByText('At work');
    expect(api.bodies).toEqual([{ email: 'ana@example.com' }, { email: 'ana@example.com' }]);
  });

  it('saves what is kept of a caller as a file', async () => {
    const api = serve();
    const saved: Blob[] = [];
    URL.createObjectURL = (file) => `blob:${saved.push(file as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    const names: string[] = [];
    HTMLAnchorElement.prototype.click = function () {
      names.push(this.download);
    };
    showInDashboard(<Privacy me={meAs(ANNA)} />);
    await userEvent.type(await screen.findByLabelText('Visitor id', {}, { timeout: 20_000 }), 'shop-7');
    await userEvent.click(screen.getByRole('button', { name: 'Save what is kept' }));
    await screen.findByText('What is kept of this caller was saved as a file.');
    expect(api.bodies).toEqual([{ userId: 'shop-7' }]);
    expect([names, saved.map(({ type }) => type)]).toEqual([['caller.json'], ['application/json']]);
  });

  it('asks for something to know the person by, and for a number that is one', async () => {
    const api = serve();
    showInDashboard(<Privacy me={meAs(ANNA)} />);
    await look();
    await screen.findByText('userId, email or phone is required');
    await userEvent.type(await screen.findByLabelText('Telephone number', {}, { timeout: 20_000 }), '123');
    await look();
    await screen.findByText('must have 7 to 15 digits');
    expect(api.writes).toEqual([]);
  });
});
