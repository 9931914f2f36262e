import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makePayable } from '../../../test/support/payable-partner.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { DAY, idOf, START } from '../../../test/support/referral-world.js';
import { OfficeService } from './application/office.service.js';
import type { Operator } from './application/operator.js';
import { PayoutDesk } from './application/payout-desk.js';
import { PayoutsService } from './application/payouts.service.js';
import { VerificationService } from './application/verification.service.js';
import type { Fact } from './domain/fact.js';
import { DEFAULT_SETTINGS } from './domain/terms.js';
import { DirectoryRepository } from './persistence/directory.repository.js';
import { PayoutsRepository } from './persistence/payouts.repository.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';

const PARTNER = idOf('partner', 2);
const OTHER = idOf('partner', 1);
const ASKER = idOf('user', 70);

let test: ReferralTest;
let operator: Operator;
beforeAll(async () => {
  test = await createReferralTest();
  operator = { userId: idOf('user', 71), tenantId: test.tenant };
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.fresh();
  await test.takeAll([signup(4, 'code2'), invoice(1, 4), signup(3, 'code1'), invoice(2, 3)]);
});

const signup = (number: number, typedCode: string): Fact => ({
  type: 'user.signup',
  at: START,
  userId: idOf('user', number),
  tenantId: idOf('tenant', number),
  emailKey: `user-${number}`,
  typedCode,
  paramCode: null,
  touches: [],
});
const invoice = (number: number, tenant: number): Fact => ({
  type: 'invoice.paid',
  at: START + DAY,
  tenantId: idOf('tenant', tenant),
  provider: 'stripe',
  invoiceId: `in_${number}`,
  currency: 'EUR',
  paidMinor: 60_000,
  exTaxMinor: 50_000,
  eligibleMinor: 50_000,
});
const payouts = () => test.app.get(PayoutsService);
const desk = () => test.app.get(PayoutDesk);
const findings = async () => (await test.app.get(VerificationService).run()).findings;
const balance = async (partnerId = PARTNER) => {
  const [row] = await test.rows(
    `select coalesce(sum(amount_minor), 0)::int as sum from referral_ledger where partner_id = $1 and currency = 'EUR'`,
    [partnerId],
  );
  return row?.sum;
};
const readyToBePaid = (partnerId = PARTNER): Promise<void> => makePayable(test.app, partnerId);
const why = { reason: 'month end' };

describe('a payout', () => {
  beforeEach(() => readyToBePaid());

  it('goes from request to paid, by two people and with the number of the transfer', async () => {
    const { id, amountMinor } = await payouts().request(PARTNER, 'EUR', ASKER);
    expect(amountMinor).toBe(10_000);
    expect(await balance()).toBe(0);
    await expect(desk().approve({ ...operator, userId: ASKER }, id, why)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await desk().approve(operator, id, why);
    const paid = await desk().pay(operator, id, { ...why, reference: 'SEPA-1' });
    expect(paid).toMatchObject({ state: 'paid', reference: 'SEPA-1' });
    await expect(desk().reject(operator, id, why)).rejects.toMatchObject({ code: 'conflict' });
    expect(await findings()).toEqual([]);
    const audit = await test.rows(`select action from audit_log where target_id = $1 order by id`, [id]);
    expect(audit.map(({ action }) => action)).toEqual(['referral_payout.approved', 'referral_payout.paid']);
  });

  it('invariant 19: of fifty requests at once one succeeds, and its entries sum to it', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 50 }, () => payouts().request(PARTNER, 'EUR', ASKER)),
    );
    const granted = asked.filter((one) => one.status === 'fulfilled');
    expect(granted).toHaveLength(1);
    expect(await test.rows('select count(*)::int as count from referral_payouts')).toEqual([{ count: 1 }]);
    const id = granted[0]?.value.id ?? '';
    expect(await test.office((tx) => test.app.get(PayoutsRepository).sumOfEntries(tx, id))).toBe(10_000);
    const doubled = `insert into referral_payout_items select gen_random_uuid(), ledger_seq, true from referral_payout_items`;
    await expect(test.owner.query(doubled)).rejects.toMatchObject({ code: '23505' });
    expect(await findings()).toEqual([]);
  });

  it('invariant 20: one that is rejected gives the money back, one that the bank returns does so too', async () => {
    const first = await payouts().request(PARTNER, 'EUR', ASKER);
    await desk().reject(operator, first.id, why);
    expect(await balance()).toBe(10_000);
    const second = await payouts().request(PARTNER, 'EUR', ASKER);
    await desk().approve(operator, second.id, why);
    await desk().pay(operator, second.id, { ...why, reference: 'SEPA-2' });
    await desk().reverse(operator, second.id, why);
    expect(await balance()).toBe(10_000);
    const kinds = await test.rows(`select kind from referral_ledger where partner_id = $1 order by seq`, [
      PARTNER,
    ]);
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'accrual',
      ...['payout_reserve', 'payout_release', 'payout_reserve', 'payout_release'],
    ]);
    expect(await findings()).toEqual([]);
  });

  it('invariant 21: pays nothing while a flag is open or a dispute is', async () => {
    const flagId = await test.app
      .get(OfficeService)
      .raiseFlag(operator, { partnerId: PARTNER, tenantId: null, rule: 'same_network', evidence: {} });
    const refused = { code: 'unprocessable', details: [{ path: 'below_minimum' }] };
    await expect(payouts().request(PARTNER, 'EUR', ASKER)).rejects.toMatchObject(refused);
    await test.app.get(OfficeService).decideFlag(operator, { flagId, verdict: 'dismissed', ...why });
    const dispute = { provider: 'stripe', invoiceId: 'in_1', disputeId: 'dp_1', at: START + 2 * DAY };
    await test.take({ type: 'dispute.opened', ...dispute });
    await expect(payouts().request(PARTNER, 'EUR', ASKER)).rejects.toMatchObject(refused);
    await test.take({ type: 'dispute.won', ...dispute });
    expect(await payouts().request(PARTNER, 'EUR', ASKER)).toMatchObject({ amountMinor: 10_000 });
  });

  it('is taken back from the next one where a paid invoice is refunded', async () => {
    const { id } = await payouts().request(PARTNER, 'EUR', ASKER);
    await desk().approve(operator, id, why);
    await desk().pay(operator, id, { ...why, reference: 'SEPA-3' });
    await test.take({
      type: 'payment.refunded',
      at: START + 3 * DAY,
      provider: 'stripe',
      refundId: 're_1',
      invoiceId: 'in_1',
      currency: 'EUR',
      amountMinor: 30_000,
    });
    expect(await balance()).toBe(-5_000);
    await test.takeAll([{ ...invoice(9, 4), at: START + 4 * DAY }]);
    expect(await payouts().request(PARTNER, 'EUR', ASKER)).toMatchObject({ amountMinor: 5_000 });
    expect(await findings()).toEqual([]);
  });
});

describe('the office', () => {
  it('moves a team to another partner by entries on both accounts, with reason and audit line', async () => {
    const key = await test.app
      .get(OfficeService)
      .override(operator, { tenantId: idOf('tenant', 4), partnerId: OTHER, reason: 'agreed by phone' });
    expect([await balance(PARTNER), await balance(OTHER)]).toEqual([0, 20_000]);
    const [audit] = await test.rows(`select action, actor_id from audit_log where target_id = $1`, [key]);
    expect(audit).toEqual({ action: 'referral_attribution.overridden', actor_id: operator.userId });
    const [fact] = await test.rows(
      `select body ->> 'reason' as reason from referral_facts where natural_key = $1`,
      [key],
    );
    expect(fact).toEqual({ reason: 'agreed by phone' });
    expect(await findings()).toEqual([]);
  });

  it('adjusts an account, and resolves a conflict to what really happened', async () => {
    const office = test.app.get(OfficeService);
    await office.adjust(operator, {
      partnerId: PARTNER,
      currency: 'EUR',
      amountMinor: -700,
      reason: 'goodwill',
    });
    expect(await balance()).toBe(9_300);
    await test.take({ ...invoice(1, 4), paidMinor: 61_000 } as Fact);
    expect(await balance()).toBe(-700);
    const [first] = await test.rows(
      `select digest from referral_facts where natural_key = 'invoice.paid:stripe:in_1'`,
    );
    await office.resolve(operator, {
      naturalKey: 'invoice.paid:stripe:in_1',
      digest: String(first?.digest),
      reason: 'the bank statement says so',
    });
    expect(await balance()).toBe(9_300);
    expect(await findings()).toEqual([]);
  });
});

const PARTNER_TABLES = [
  'referral_partners',
  'referral_partner_statuses',
  'referral_links',
  'referral_terms_acceptances',
  'referral_payout_methods',
  'referral_attributions',
  'referral_commissions',
  'referral_accounts',
  'referral_ledger',
  'referral_payouts',
  'referral_payout_items',
];

describe('invariant 22: a partner', () => {
  it('sees their own rows of every table and nobody else, whatever the query says', async () => {
    for (const partnerId of [PARTNER, OTHER]) {
      await readyToBePaid(partnerId);
      await payouts().request(partnerId, 'EUR', ASKER);
    }
    const programme = test.app.get(ProgrammeDatabase);
    for (const table of PARTNER_TABLES) {
      const mine = await programme.asPartner(PARTNER, (tx) =>
        tx.query<{ owner: string }[]>(`select * from ${table}`),
      );
      const theirs = await programme.asPartner(OTHER, (tx) => tx.query<object[]>(`select * from ${table}`));
      const all = await test.rows(`select * from ${table}`);
      expect([table, mine.length > 0 && theirs.length > 0]).toEqual([table, true]);
      const text = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row));
      expect(text(mine).filter((row) => text(theirs).includes(row))).toEqual([]);
      expect(all.length).toBeGreaterThanOrEqual(mine.length + theirs.length);
      expect(JSON.stringify(mine)).not.toContain(OTHER);
    }
    const facts = await programme.asPartner(PARTNER, (tx) =>
      tx.query<object[]>('select * from referral_facts'),
    );
    expect(facts).toEqual([]);
  });

  it('can write nothing', async () => {
    const programme = test.app.get(ProgrammeDatabase);
    const forged = `insert into referral_accounts (partner_id, currency, head_hash) values ($1, 'USD', '')`;
    await expect(programme.asPartner(PARTNER, (tx) => tx.query(forged, [PARTNER]))).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('invariant 23: history', () => {
  const APPEND_ONLY = [
    'referral_ledger',
    'referral_facts',
    'referral_fact_subjects',
    'referral_terms',
    'referral_partner_statuses',
  ];

  it.each(APPEND_ONLY)(
    'of %s cannot be changed by the application nor by the owner of the schema',
    async (table) => {
      for (const sql of [
        `delete from ${table}`,
        `update ${table} set ${table === 'referral_terms' ? 'version = version' : columnOf(table)}`,
      ]) {
        await expect(test.office((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
        await expect(test.owner.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(test.owner.query(`truncate ${table} cascade`)).rejects.toMatchObject({ code: '42501' });
    },
  );
  const columnOf = (table: string) =>
    ({
      referral_ledger: 'reason = reason',
      referral_facts: 'source = source',
      referral_fact_subjects: 'subject = subject',
      referral_partner_statuses: 'reason = reason',
    })[table];

  it.each([
    ['an amount was edited', `update referral_ledger set amount_minor = amount_minor + 1 where position = 1`],
    ['a reason was edited', `update referral_ledger set reason = 'x' where position = 1`],
    ['an entry was moved in time', `update referral_ledger set posted_at = posted_at - interval '1 day'`],
    [
      'the last entry is gone',
      `delete from referral_ledger where partner_id = '${PARTNER}' and position = 2`,
    ],
    [
      'an entry in the middle is gone',
      `delete from referral_ledger where partner_id = '${PARTNER}' and position = 1`,
    ],
    ['a whole account is gone', `delete from referral_ledger where partner_id = '${PARTNER}'`],
  ])('shows it when %s', async (_what, sql) => {
    await test.app
      .get(OfficeService)
      .adjust(operator, { partnerId: PARTNER, currency: 'EUR', amountMinor: 5, reason: 'a second entry' });
    expect(await findings()).toEqual([]);
    await test.tamper(sql);
    expect((await findings()).map(({ kind }) => kind)).toContain('chain');
  });

  it('keeps a code for good: retired once, never given to somebody else', async () => {
    await test.owner.query(`update referral_links set retired_at = now() where code = 'code0'`);
    const again = `insert into referral_links values (gen_random_uuid(), $1, 'code0', 'home', now(), null)`;
    await expect(test.owner.query(again, [OTHER])).rejects.toMatchObject({ code: '23505' });
    for (const sql of [
      `update referral_links set retired_at = null where code = 'code0'`,
      `update referral_links set partner_id = '${OTHER}' where code = 'code0'`,
      `delete from referral_links where code = 'code0'`,
    ])
      await expect(test.owner.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses terms that begin in the past', async () => {
    const past = `insert into referral_terms (version, effective_from, settings, created_at, reason)
      values (9, now() - interval '1 hour', '{}', now(), '')`;
    await expect(test.owner.query(past)).rejects.toMatchObject({ code: '23514' });
  });
});

describe('the first terms', () => {
  it('are those that the rules name as default', async () => {
    const fresh = await createReferralTest();
    try {
      const terms = await fresh.office((tx) => fresh.app.get(DirectoryRepository).terms(tx));
      expect(terms).toEqual([{ ...DEFAULT_SETTINGS, version: 1, effectiveFrom: 0 }]);
    } finally {
      await fresh.close();
    }
  });
});
