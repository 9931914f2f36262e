import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  REFREF_KEY,
  REFREF_SECRET,
  startFakeRefRef,
  type FakeRefRef,
} from '../../../test/support/fake-refref.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { DAY, idOf, START } from '../../../test/support/referral-world.js';
import { Mirroring } from './application/mirroring.service.js';
import type { Fact } from './domain/fact.js';
import { naturalKey } from './domain/natural-key.js';
import { VerificationService } from './application/verification.service.js';

let fake: FakeRefRef;
let mirrored: ReferralTest;
let alone: ReferralTest;
beforeAll(async () => {
  fake = await startFakeRefRef();
  const config = {
    REFREF_API_URL: fake.url,
    REFREF_PRODUCT_ID: 'prd_1',
    REFREF_PROGRAM_ID: 'prg_1',
    REFREF_API_KEY: REFREF_KEY,
    REFREF_CLIENT_SECRET: REFREF_SECRET,
  };
  mirrored = await createReferralTest({ config });
  alone = await createReferralTest();
});
// One mirror serves all tests, and remembers that its key was good: each begins on a day on which it still is.
beforeEach(async () => {
  fake.nextDay();
  Object.assign(fake.mood, { takesKeys: true, hangsUp: false, breaks: false, lies: false });
  await Promise.all([mirrored.fresh(), alone.fresh()]);
});
afterAll(async () => {
  await Promise.all([mirrored.close(), alone.close()]);
  await fake.close();
});

const tenantId = idOf('tenant', 4);
const FACTS: Fact[] = [
  {
    type: 'user.signup',
    at: START,
    tenantId,
    userId: idOf('user', 4),
    emailKey: null,
    typedCode: 'code2',
    paramCode: null,
    touches: [],
  },
  { type: 'user.activated', at: START + DAY, tenantId, userId: idOf('user', 4), callId: idOf('call', 4) },
  {
    type: 'invoice.paid',
    at: START + DAY,
    tenantId,
    provider: 'acme',
    invoiceId: 'in_1',
    currency: 'EUR',
    paidMinor: 10_000,
    exTaxMinor: 10_000,
    eligibleMinor: 10_000,
  },
];
const LEDGER = 'select source, kind, currency, amount_minor from referral_ledger order by source, position';
const states = async () =>
  Object.fromEntries(
    (await mirrored.rows('select natural_key, state from referral_mirror_deliveries')).map(
      ({ natural_key: key, state }) => [String(key).split(':')[0], state],
    ),
  );
const deliverAll = async () => {
  for (const fact of FACTS)
    await mirrored.app
      .get(Mirroring)
      .deliver(naturalKey(fact))
      .catch(() => undefined);
};

describe('the mirror', () => {
  it.each([
    ['is well', {}],
    ['refuses keys', { takesKeys: false }],
    ['hangs up', { hangsUp: true }],
    ['breaks', { breaks: true }],
    ['lies', { lies: true }],
  ])('invariant 30: changes no balance where it %s', async (_name, mood) => {
    Object.assign(fake.mood, mood);
    for (const fact of FACTS) await mirrored.take(fact);
    await deliverAll();
    await deliverAll();
    await alone.takeAll(FACTS);
    expect(await mirrored.rows(LEDGER)).toEqual(await alone.rows(LEDGER));
    expect((await mirrored.app.get(VerificationService).run()).findings).toEqual([]);
    expect(await states()).toMatchObject({ activated: 'unsupported' });
    expect(await alone.rows('select 1 from referral_mirror_deliveries')).toEqual([]);
  });

  it('invariant 30: sends nothing again that is in doubt, until a person says so', async () => {
    fake.mood.hangsUp = true;
    for (const fact of FACTS) await mirrored.take(fact);
    const before = fake.bodies.length;
    for (let time = 0; time < 4; time++) await deliverAll();
    const sent = fake.bodies.slice(before);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent).size).toBe(sent.length);
    expect(await states()).toMatchObject({ signup: 'ambiguous' });
    const { body: desk } = await mirrored.send('GET', '/admin/referrals/mirror');
    expect(desk).toMatchObject({
      mirror: 'refref',
      parked: expect.arrayContaining([expect.objectContaining({ state: 'ambiguous' })]),
    });
    fake.mood.hangsUp = false;
    const wish = { naturalKey: naturalKey(FACTS[0]!), verdict: 'send_again', reason: 'not there' };
    expect((await mirrored.send('POST', '/admin/referrals/mirror/deliveries', wish)).status).toBe(204);
    await deliverAll();
    await deliverAll();
    expect(await states()).toMatchObject({ signup: 'acked' });
  });

  it('leaves what a dead process was sending to a person', async () => {
    for (const fact of FACTS) await mirrored.take(fact);
    await mirrored.tamper(
      `update referral_mirror_deliveries set state = 'sending', updated_at = now() - interval '2 minutes'
       where natural_key like 'signup:%'`,
    );
    const before = fake.referrals.length;
    await deliverAll();
    expect(fake.referrals.length).toBe(before);
    expect(await states()).toMatchObject({ signup: 'ambiguous' });
  });
});
