import { afterEach, describe, expect, it } from '@jest/globals';
import type { WebhookDelivery } from '@orbisvoice/contracts';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer } from '../../../testing/answers.js';
import { FakeApi, pageOf, showInDashboard } from '../../../testing/fake-api.js';
import { ENDPOINT } from '../../../testing/team-sample.js';
import { WebhookEndpointView } from './webhook-endpoint.js';

afterEach(cleanup);
const PATH = `/webhook-endpoints/${ENDPOINT.id}`;
const FAILED: WebhookDelivery = {
  id: '0198c0de-0000-7000-8000-000000000005',
  messageId: 'msg_1',
  type: 'call.ended',
  trigger: 'event',
  state: 'failed',
  attempts: 10,
  lastStatus: 500,
  lastFault: null,
  lastDurationMs: 120,
  createdAt: '2026-11-02T08:00:00.000Z',
  nextAttemptAt: null,
};
const log = [
  { number: 1, at: FAILED.createdAt, durationMs: 120, status: 500, fault: null, response: 'Oh <no>' },
];
const show = (endpoint = ENDPOINT) =>
  showInDashboard(<WebhookEndpointView endpoint={endpoint} onDeleted={() => undefined} />);
const deliveries = { [`GET ${PATH}/deliveries`]: () => pageOf(FAILED) };

describe('WebhookEndpointView', () => {
  it('shows a delivery with request and answers, and sends it again', async () => {
    const api = new FakeApi({
      ...deliveries,
      [`GET ${PATH}/deliveries/${FAILED.id}`]: () =>
        answer(200, { ...FAILED, body: '{"type":"call.ended"}', log }),
      [`POST ${PATH}/deliveries/${FAILED.id}/replay`]: () => answer(202, { ...FAILED, trigger: 'replay' }),
    });
    show();
    const row = await screen.findByText('HTTP 500 in 120 ms · 10 attempts');
    expect(api.asked).toHaveLength(1);
    await userEvent.click(row);
    await screen.findByText('Oh <no>');
    expect(screen.getByText(/"type": "call.ended"/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await screen.findByText('On its way once more.');
    expect(api.writes).toEqual([`POST ${PATH}/deliveries/${FAILED.id}/replay`]);
  });

  it('says why nothing is sent, and switches it on', async () => {
    const api = new FakeApi({ ...deliveries, [`PUT ${PATH}`]: () => answer(200, ENDPOINT) });
    show({ ...ENDPOINT, enabled: false, off: { reason: 'failing', at: '2026-11-02T08:00:00.000Z' } });
    screen.getByText(/after five days in which every attempt failed/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send test' }).disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Switch on' }));
    await waitFor(() => expect(api.bodies).toEqual([{ enabled: true }]));
  });

  it('makes a new secret that is shown once, and drops the old one where it leaked', async () => {
    const api = new FakeApi({
      ...deliveries,
      [`POST ${PATH}/rotate-secret`]: () => answer(201, { ...ENDPOINT, secret: 'whsec_new' }),
    });
    show();
    await userEvent.click(screen.getByRole('button', { name: 'New secret' }));
    await userEvent.click(screen.getByLabelText(/old secret has leaked/));
    await userEvent.click(screen.getByText('Make a new secret'));
    await screen.findByText('whsec_new');
    expect(api.bodies).toEqual([{ keepOld: false }]);
    const dialog = screen
      .getAllByRole('dialog', { hidden: true })
      .find((one) => one.textContent.includes('whsec_new'));
    await userEvent.click(within(dialog as HTMLElement).getByText('Done'));
    expect(screen.queryByText('whsec_new')).toBeNull();
  });
});
