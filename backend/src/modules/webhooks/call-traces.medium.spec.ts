import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { walkOf } from '../../../test/support/explained.js';
import { createWebhookTest, type WebhookTest } from '../../../test/support/webhook-test.js';
import { newId } from '../../platform/crypto/index.js';
import { TenantDatabase, type Transaction } from '../../platform/database/index.js';
import { Publisher } from './application/publisher.service.js';
import { CallTracesRepository } from './persistence/call-traces.repository.js';

const OTHERS = 200;
const AT = '2026-11-30T09:00:00.000Z';

let test: WebhookTest;
const [call, other] = [newId(), newId()];
beforeAll(async () => {
  test = await createWebhookTest({ ROLE: 'api' });
  await test.endpoint('/calls', { eventTypes: ['booking.created', 'call.analysed'] });
  const ended = { agentId: newId(), state: 'done', reason: null, analysedAt: AT } as const;
  const booked = { bookingId: newId(), toolId: newId(), startsAt: AT, endsAt: AT };
  await publish({ type: 'call.analysed', at: AT, data: { callId: call, ...ended } });
  await publish({ type: 'booking.created', at: AT, data: { callId: call, ...booked } });
  await publish({ type: 'booking.created', at: AT, data: { callId: null, ...booked } });
  for (let made = 0; made < OTHERS; made++)
    await publish({ type: 'call.analysed', at: AT, data: { callId: made ? newId() : other, ...ended } });
  await test.owner.query(
    `insert into webhook_attempts (tenant_id, delivery_id, number, response)
     select d.tenant_id, d.id, 1, coalesce(m.body::jsonb -> 'data' ->> 'callId', 'no call') from webhook_deliveries d
     join webhook_messages m on m.id = d.message_id`,
  );
  await test.owner.query('analyze');
});
afterAll(() => test.close());

const asTeam = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  test.app.get(TenantDatabase).withTenant(test.tenant, work);
const publish = (message: Parameters<Publisher['publish']>[3]) =>
  asTeam((tx) => test.app.get(Publisher).publish(tx, test.tenant, newId(), message));
const traces = () => test.app.get(CallTracesRepository, { strict: false });
const answers = (callId: string) => asTeam((tx) => traces().answers(tx, test.tenant, callId));

it('forgets what came back to every message about a call, and nothing else', async () => {
  expect(await answers(call)).toEqual([call, call]);
  await asTeam((tx) => traces().forgetAnswers(tx, test.tenant, [call]));
  expect(await answers(call)).toEqual([]);
  const { rows } = await test.owner.query(
    'select count(*)::integer as left from webhook_attempts where response is not null',
  );
  // The one of no call, and those of the others.
  expect(rows).toEqual([{ left: OTHERS + 1 }]);
});

describe('however many messages a team has, only those of the call are read', () => {
  it.each<[string, (tx: Transaction) => Promise<unknown>]>([
    ['to give what came back', (tx) => traces().answers(tx, test.tenant, other)],
    ['to forget it', (tx) => traces().forgetAnswers(tx, test.tenant, [other, newId()])],
  ])('%s', async (_name, work) => {
    const { scans, inVain } = await asTeam((tx) => walkOf(tx, work));
    expect(scans).toContainEqual(expect.stringContaining('webhook_messages_call_idx'));
    expect(scans.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
    expect(inVain).toBeLessThan(10);
  });
});
