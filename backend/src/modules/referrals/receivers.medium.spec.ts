import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import supertest from 'supertest';
import { makePayable } from '../../../test/support/payable-partner.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { DAY, idOf, START } from '../../../test/support/referral-world.js';
import { webhookHeaders, webhookKey } from '../../platform/crypto/index.js';
import { VerificationService } from './application/verification.service.js';

const secretOf = (letter: string) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`;
const [OLD, NEW, PAYOUTS, OTHER] = ['a', 'b', 'c', 'd'].map(secretOf) as [string, string, string, string];
const STRIPE = 'whsec_this-is-how-stripe-writes-them';
const TENANT = idOf('tenant', 4);
const PARTNER = idOf('partner', 2);

let test: ReferralTest;
beforeAll(async () => {
  const secrets = [
    `billing/acme=${OLD}`,
    `billing/acme=${NEW}`,
    `billing/stripe=${STRIPE}`,
    `payouts/bank=${PAYOUTS}`,
    `referrals/other=${OTHER}`,
  ];
  test = await createReferralTest({ config: { WEBHOOK_SECRETS: secrets.join(',') } });
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.fresh();
  await test.take({
    type: 'user.signup',
    at: START,
    userId: idOf('user', 4),
    tenantId: TENANT,
    emailKey: 'user-4',
    typedCode: 'code2',
    paramCode: null,
    touches: [],
  });
});

interface Sending {
  secret?: string;
  id?: string;
  at?: Date;
}
let messages = 0;
const nextId = () => `msg_${(messages += 1)}`;
const post = (path: string, body: string, headers: Record<string, string>) =>
  supertest(test.url)
    .post(`/webhooks/${path}`)
    .set({ ...headers, 'content-type': 'application/json' })
    .send(body);
function send(path: string, message: object, { secret = NEW, id = nextId(), at = new Date() }: Sending = {}) {
  const body = JSON.stringify(message);
  const key = webhookKey(secret) ?? Buffer.alloc(0);
  return post(path, body, webhookHeaders(key, id, at, body));
}
function sendStripe(type: string, object: object, { id = nextId(), at = new Date() }: Sending = {}) {
  const body = JSON.stringify({ id, type, created: START / 1_000 + 100, data: { object } });
  const time = Math.floor(at.getTime() / 1_000);
  const signature = createHmac('sha256', STRIPE).update(`${time}.${body}`).digest('hex');
  return post('billing/stripe', body, {
    'stripe-signature': `t=${time},v1=${'0'.repeat(64)},v1=${signature}`,
  });
}

const paid = {
  type: 'invoice.paid',
  timestamp: new Date(START + DAY).toISOString(),
  data: { tenantId: TENANT, invoiceId: 'in_1', currency: 'EUR', paidMinor: 59_500, exTaxMinor: 50_000 },
};
const refund = (number: number, amountMinor: number) => ({
  type: 'payment.refunded',
  timestamp: new Date(START + 2 * DAY).toISOString(),
  data: { invoiceId: 'in_1', refundId: `re_${number}`, currency: 'EUR', amountMinor },
});
const balance = async () => {
  const rows = await test.rows(
    `select coalesce(sum(amount_minor), 0)::int as sum from referral_ledger where partner_id = $1 and currency = 'EUR'`,
    [PARTNER],
  );
  return rows[0]?.sum;
};
const facts = async () => {
  const rows = await test.rows(`select count(*)::int as count from referral_facts`);
  return Number(rows[0]?.count);
};
const findings = async () => (await test.app.get(VerificationService).run()).findings;

describe('POST /webhooks/billing/:source', () => {
  it('takes what a known sender signed, with either secret while one is replaced', async () => {
    const first = await send('billing/acme', paid, { secret: OLD }).expect(200);
    expect(first.body).toEqual({ outcome: 'accepted', reason: null });
    expect(await balance()).toBe(10_000);
    await send('billing/acme', refund(1, 59_500)).expect(200);
    expect(await balance()).toBe(0);
    expect(await findings()).toEqual([]);
  });

  it('of fifty copies of a message at once, and of five of each in any order, each has one effect', async () => {
    const copies = await Promise.all(
      Array.from({ length: 50 }, () => send('billing/acme', paid, { id: 'one' })),
    );
    expect(copies.filter(({ body }) => body.outcome === 'accepted')).toHaveLength(1);
    expect(copies.filter(({ body }) => body.outcome === 'known')).toHaveLength(49);
    const all = Array.from({ length: 5 }, () => [refund(1, 11_900), refund(2, 5_950), paid]).flat();
    const [shuffled = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), 1);
    const answers = await Promise.all(shuffled.map((message) => send('billing/acme', message)));
    // Whoever loses a lock is told to come again, which senders do.
    for (const [index, { status }] of answers.entries())
      if (status !== 200) await send('billing/acme', shuffled[index] ?? {}).expect(200);
    expect(await balance()).toBe(7_000);
    expect(await facts()).toBe(4);
    expect(await findings()).toEqual([]);
  });

  it('invariant 27: a message without a live signature changes nothing', async () => {
    const late = new Date(Date.now() - 301_000);
    const early = new Date(Date.now() + 400_000);
    const before = await facts();
    await send('billing/acme', paid, { secret: PAYOUTS }).expect(401);
    await send('billing/acme', paid, { at: late }).expect(401);
    await send('billing/acme', paid, { at: early }).expect(401);
    await send('billing/nobody', paid).expect(404);
    await send('payouts/acme', paid).expect(404);
    await post('billing/acme', JSON.stringify(paid), {}).expect(401);
    await sendStripe('invoice.paid', {}, { at: late }).expect(401);
    await post('billing/stripe', '{}', { 'stripe-signature': 't=1,v1=00' }).expect(401);
    const body = JSON.stringify(paid);
    const good = webhookHeaders(webhookKey(NEW) ?? Buffer.alloc(0), 'msg', new Date(), body);
    for (const [name, value] of Object.entries(good))
      await post('billing/acme', body, { ...good, [name]: `${value}0` }).expect(401);
    const places = fc.sample(fc.nat({ max: body.length - 1 }), 15);
    for (const place of places) {
      const bytes = Buffer.from(body);
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      const { status } = await post('billing/acme', bytes.toString(), good);
      expect([400, 401]).toContain(status);
    }
    expect(await facts()).toBe(before);
    expect(await test.rows('select * from referral_messages')).toEqual([]);
  });

  it('keeps what has no meaning here, and refuses what is malformed', async () => {
    const answer = await send('billing/acme', { type: 'customer.moved', data: {} }).expect(200);
    expect(answer.body).toEqual({ outcome: 'ignored', reason: 'type' });
    const { body } = await send('billing/acme', { ...paid, data: { ...paid.data, paidMinor: 1.5 } }).expect(
      400,
    );
    expect(body.error.details[0].path).toBe('data.paidMinor');
    expect(await test.rows('select type, outcome from referral_messages')).toEqual([
      { type: 'customer.moved', outcome: 'ignored:type' },
    ]);
  });

  it('sets a second story about one invoice aside', async () => {
    await send('billing/acme', paid).expect(200);
    const other = await send('billing/acme', { ...paid, data: { ...paid.data, exTaxMinor: 40_000 } });
    expect(other.body.outcome).toBe('conflict');
    expect(await balance()).toBe(0);
  });

  it('asks the sender to come again where it lost a lock, and keeps nothing of it', async () => {
    await test.owner.query('begin');
    await test.owner.query(
      `select pg_advisory_xact_lock(hashtextextended('referrals invoice:acme:in_1', 0))`,
    );
    const waiting = send('billing/acme', paid, { id: 'later' }).then((answer) => answer);
    // Not a deadlock of its own making: the server ends the wait as it ends one that takes too long.
    let ended = 0;
    while (ended === 0) {
      const { rows } = await test.owner.query(
        `select pg_cancel_backend(pid) from pg_locks where locktype = 'advisory' and not granted`,
      );
      ended = rows.length;
    }
    const answer = await waiting;
    await test.owner.query('rollback');
    expect(answer.status).toBe(503);
    expect(await facts()).toBe(1);
    expect((await send('billing/acme', paid, { id: 'later' }).expect(200)).body.outcome).toBe('accepted');
  });
});

describe('Stripe', () => {
  const invoice = {
    id: 'in_9',
    currency: 'eur',
    amount_paid: 59_500,
    total: 59_500,
    total_excluding_tax: 50_000,
    status_transitions: { paid_at: START / 1_000 + 90_000 },
    parent: { subscription_details: { metadata: { orbis_tenant_id: TENANT } } },
    payments: { data: [{ payment: { type: 'payment_intent', payment_intent: 'pi_9' } }] },
  };
  const refunded = (status: string) => ({
    id: 're_9',
    amount: 29_750,
    currency: 'eur',
    status,
    created: START / 1_000 + 100_000,
    payment_intent: 'pi_9',
    charge: 'ch_9',
  });

  it('speaks in its own form: an invoice, a refund before it, a dispute by its charge', async () => {
    await sendStripe('refund.created', refunded('pending')).expect(200);
    await sendStripe('refund.updated', refunded('succeeded')).expect(200);
    await sendStripe('charge.refund.updated', refunded('succeeded')).expect(200);
    expect(await balance()).toBe(0);
    expect((await sendStripe('invoice.paid', invoice).expect(200)).body.outcome).toBe('accepted');
    expect(await balance()).toBe(5_000);
    const dispute = { id: 'dp_9', status: 'lost', created: START / 1_000 + 100_001, payment_intent: 'pi_9' };
    await sendStripe('charge.dispute.closed', dispute).expect(200);
    expect(await balance()).toBe(0);
    expect(await findings()).toEqual([]);
  });

  it('finds the invoice by a payment told later, and does not take a credit note for a second refund', async () => {
    await sendStripe('invoice.paid', { ...invoice, payments: null }).expect(200);
    await sendStripe('refund.created', refunded('succeeded')).expect(200);
    expect(await balance()).toBe(10_000);
    const payment = { type: 'payment_intent', payment_intent: 'pi_9' };
    await sendStripe('invoice_payment.paid', { invoice: 'in_9', payment }).expect(200);
    expect(await balance()).toBe(5_000);
    const note = {
      id: 'cn_9',
      invoice: 'in_9',
      currency: 'eur',
      amount: 29_750,
      refunds: [{ amount_refunded: 29_750 }],
      created: START / 1_000 + 100_000,
    };
    const answer = await sendStripe('credit_note.created', note).expect(200);
    expect(answer.body).toEqual({ outcome: 'ignored', reason: 'refunded_or_before_payment' });
    await sendStripe('credit_note.created', { ...note, id: 'cn_10', refunds: [] }).expect(200);
    expect(await balance()).toBe(0);
  });

  it('ignores with a reason what is not about a team of ours', async () => {
    const answer = await sendStripe('invoice.paid', { ...invoice, parent: null }).expect(200);
    expect(answer.body).toEqual({ outcome: 'ignored', reason: 'no_tenant' });
    await sendStripe('invoice.paid', { id: 'in_10' }).expect(400);
  });
});

describe('POST /webhooks/payouts/:source', () => {
  const timestamp = new Date(START + 200 * DAY).toISOString();
  const bank = (type: string, data: object) =>
    send('payouts/bank', { type, timestamp, data }, { secret: PAYOUTS });

  it('reserves once for a request, says why it cannot, and follows what the bank reports', async () => {
    await send('billing/acme', paid).expect(200);
    const ask = () => bank('payout.requested', { partnerId: PARTNER, currency: 'EUR' });
    expect((await ask().expect(200)).body).toEqual({ outcome: 'ignored', reason: 'terms_not_accepted' });
    await makePayable(test.app, PARTNER);
    const asked = await Promise.all([ask(), ask(), ask()]);
    expect(asked.filter(({ body }) => body.outcome === 'accepted')).toHaveLength(1);
    const [payout] = await test.rows('select id, state from referral_payouts');
    expect(payout?.state).toBe('reserved');
    await bank('payout.paid', { payoutId: payout?.id, reference: 'SEPA-9' }).expect(200);
    expect(await test.rows('select state, reference from referral_payouts')).toEqual([
      { state: 'paid', reference: 'SEPA-9' },
    ]);
    expect(await findings()).toEqual([]);
  });
});

describe('POST /webhooks/referrals/:source', () => {
  it('takes sign-ups and activations of another system', async () => {
    const data = { tenantId: idOf('tenant', 9), userId: idOf('user', 9), referralCode: 'code2' };
    const timestamp = new Date(START).toISOString();
    await send('referrals/other', { type: 'user.signup', timestamp, data }, { secret: OTHER }).expect(200);
    const activated = { tenantId: data.tenantId, userId: data.userId, callId: idOf('call', 9) };
    await send('referrals/other', { type: 'user.activated', timestamp, data: activated }, { secret: OTHER });
    expect(
      await test.rows('select partner_id from referral_attributions where referred_tenant_id = $1', [
        data.tenantId,
      ]),
    ).toEqual([{ partner_id: PARTNER }]);
  });
});
