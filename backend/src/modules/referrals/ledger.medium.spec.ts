import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dyingAfter } from '../../../test/support/dying-transaction.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import {
  anyWorld,
  DAY,
  idOf,
  LINKS,
  PARTNERS,
  pictureOf,
  retold,
  START,
  type World,
} from '../../../test/support/referral-world.js';
import {
  choiceOf,
  invoice,
  moved,
  neighbour,
  refund,
  signup,
  team,
} from '../../../test/support/told-facts.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { FactIntake } from './application/fact-intake.js';
import { PartnerPost } from './application/partner-post.js';
import { Rebuild } from './application/rebuild.service.js';
import { VerificationService } from './application/verification.service.js';
import type { Link, Partner } from './domain/directory.js';
import type { Fact, FactOf } from './domain/fact.js';
import { evaluateProgramme } from './domain/programme.js';

let test: ReferralTest;
beforeAll(async () => {
  test = await createReferralTest();
});
afterAll(() => test.close());
beforeEach(() => test.fresh());

const verify = () => test.app.get(VerificationService).run();

const entries = () =>
  test.rows('select kind, amount_minor::int as amount, currency from referral_ledger order by seq');
/** What accounts hold, where they hold anything. */
const sums = () =>
  test.rows(`select partner_id as partner, currency, sum(amount_minor)::int as sum from referral_ledger
             group by 1, 2 having sum(amount_minor) <> 0`);
/** Everything that is derived, without what differs by nature: when it was posted. */
const derived = async () => ({
  attributions: await test.rows('select * from referral_attributions order by referred_tenant_id'),
  commissions: await test.rows('select * from referral_commissions order by id'),
  payouts: await test.rows('select * from referral_payouts order by id'),
  sums: await test.rows(
    'select source, sum(amount_minor)::text from referral_ledger group by source having sum(amount_minor) <> 0 order by 1',
  ),
});

/** Partners, terms and facts of a random world; payouts come after what they pay, as nobody can ask for them before. */
async function enter({ directory, facts }: World, told: readonly Fact[] = facts, workers = 1): Promise<void> {
  await test.fresh({ terms: directory.terms });
  await test.takeAll(
    told.filter((fact) => !fact.type.startsWith('payout.')),
    workers,
  );
  await test.takeAll(facts.filter((fact) => fact.type.startsWith('payout.')));
}

/** The second is told when the first has done everything but commit. */
async function meet(first: Fact, second: Fact): Promise<void> {
  let commit = (): void => undefined;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const state = { taken: false, done: false };
  const one = test.office(async (tx) => {
    await test.app.get(FactIntake).take(tx, first, 'test');
    state.taken = true;
    await held;
  });
  await waitFor(() => state.taken);
  const other = test.take(second).finally(() => (state.done = true));
  const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  await waitFor(async () => state.done || (await test.rows(waiting)).length > 0);
  commit();
  await Promise.all([one, other]);
}

describe('a sign-up and a paid invoice', () => {
  it('become entries of the partner, and a refund takes its share back', async () => {
    expect(await test.take(signup)).toBe('accepted');
    expect(await test.take(invoice(1))).toBe('accepted');
    expect(await entries()).toEqual([{ kind: 'accrual', amount: 2_000, currency: 'EUR' }]);
    await test.take(refund(1, 6_000));
    expect((await entries()).slice(1)).toEqual([{ kind: 'reversal', amount: -1_000, currency: 'EUR' }]);
    expect((await verify()).findings).toEqual([]);
  });

  it('count whichever comes first', async () => {
    await test.takeAll([refund(1, 6_000), invoice(1), signup]);
    expect(await entries()).toEqual([{ kind: 'accrual', amount: 1_000, currency: 'EUR' }]);
  });
});

describe('a team about which is decided twice in one transaction', () => {
  it('is told of by what came of it, and not at all where that is what was before', async () => {
    // Three customers who name each other in a circle; the first of them stands behind code5.
    const third = { ...PARTNERS[0], id: idOf('partner', 5), userId: idOf('user', 2), emailKey: 'user-2' };
    const code = { ...LINKS[0], id: idOf('link', 5), code: 'code5', partnerId: third.id };
    await test.fresh({
      partners: [...PARTNERS, { ...third, homeTenantId: idOf('tenant', 2) } as Partner],
      links: [...LINKS, code as Link],
    });
    const nobody = moved(0, null);
    const elsewhere = moved(2, idOf('partner', 1));
    await test.takeAll([team(2, 'code2'), { ...team(1, 'code5'), paramCode: 'code0' }, team(0, 'code1')]);
    await test.takeAll([nobody, elsewhere, choiceOf(nobody, 1)]);
    const told = () =>
      test.rows(
        `select tenant_id as team, payload ->> 'via' as via from outbox where name = 'tenant.acquired'`,
      );
    const before = (await told()).length;
    // The last of them is free to be referred by the second, until that one turns out to be referred by the last.
    await test.take(choiceOf(elsewhere, 2));
    const referred = 'select partner_id as partner from referral_attributions order by referred_tenant_id';
    expect((await test.rows(referred)).map(({ partner }) => partner)).toEqual([
      null,
      idOf('partner', 0),
      idOf('partner', 1),
    ]);
    expect((await told()).slice(before)).toEqual([]);
    expect((await verify()).findings).toEqual([]);
  });

  it('is the first referral of its partner also where another one comes with it, and that is mailed once', async () => {
    const partnerId = idOf('partner', 2);
    const contact = { email: 'affiliate@example.com', name: 'Ada', website: null, about: null };
    await test.office((tx) => test.app.get(PartnerPost).keepContact(tx, partnerId, contact));
    const [nobody, both] = [moved(0, null), moved(2, partnerId)];
    await test.takeAll([{ ...team(2, 'code2'), typedCode: null }, team(0, 'code2'), nobody, both]);
    await test.take(choiceOf(nobody, 1));
    await test.tamper('delete from mails');
    await test.take(choiceOf(both, 2));
    const ofPartner =
      'select referred_tenant_id as team from referral_attributions where partner_id = $1 order by 1';
    const teams = [{ team: idOf('tenant', 0) }, { team: idOf('tenant', 2) }];
    expect(await test.rows(ofPartner, [partnerId])).toEqual(teams);
    const mails = () => test.rows(`select template from mails`);
    expect(await mails()).toEqual([{ template: 'first-referral' }]);
    await test.tamper('delete from mails');
    await test.take(signup);
    expect(await mails()).toEqual([]);
  });
});

describe('replay on the database', () => {
  it('invariant 2: fifty copies of one fact at once have one effect', async () => {
    await test.take(signup);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => test.take(invoice(1))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'known')).toHaveLength(49);
    expect(await entries()).toHaveLength(1);
  });

  it('invariant 3: parallel workers arrive where one would, and where the rules alone do', async () => {
    const told = anyWorld.chain((world) => fc.tuple(fc.constant(world), retold(world.facts)));
    for (const [world, again] of fc.sample(told, { numRuns: 12, seed: 7 })) {
      await enter(world, again, 4);
      const result = await verify();
      expect(result.findings).toEqual([]);
      const parallel = await derived();
      await enter(world);
      expect(await derived()).toEqual(parallel);
      expect(pictureOf(evaluateProgramme(again, world.directory))).toBe(
        pictureOf(evaluateProgramme(world.facts, world.directory)),
      );
    }
  });

  it('invariant 3: a refund and its invoice that arrive in the same moment meet', async () => {
    await test.take(signup);
    for (let number = 1; number <= 20; number++)
      await Promise.all([test.take(invoice(number)), test.take(refund(number, 12_000))]);
    const sums = await test.rows('select coalesce(sum(amount_minor), 0)::int as sum from referral_ledger');
    expect(sums).toEqual([{ sum: 0 }]);
    expect((await verify()).findings).toEqual([]);
  });

  it('invariant 3: a choice meets what it chooses from, and what that is about, where they arrive in the same moment', async () => {
    await test.takeAll([signup, neighbour]);
    const right: Fact = { ...invoice(1), tenantId: neighbour.tenantId };
    await test.take(invoice(1));
    await meet(choiceOf(right, 1), right);
    const smaller = refund(2, 3_000);
    await test.takeAll([refund(2, 6_000), smaller]);
    await meet(choiceOf(smaller, 2), invoice(2));
    expect((await verify()).findings).toEqual([]);
    expect((await entries()).map(({ amount }) => amount)).toEqual([2_000, 1_500]);
  });

  it('invariant 3: a team is decided again where another answer, on which its own depends, changes with it', async () => {
    // Two customers who name each other: the later one may, as long as the earlier one is somebody else's.
    await test.takeAll([team(1, 'code0'), moved(1, idOf('partner', 2)), team(0, 'code1')]);
    await test.take({ ...invoice(1), tenantId: idOf('tenant', 0) });
    expect(await sums()).toEqual([{ partner: idOf('partner', 1), currency: 'EUR', sum: 2_000 }]);
    expect(await test.take(moved(0, null))).toBe('conflict');
    expect(await sums()).toEqual([]);
    expect((await verify()).findings).toEqual([]);
  });

  it('invariant 3: a team is decided again where another, on which its answer depends, is held to have signed up at another time', async () => {
    const later = team(1, 'code0', START + 10 * DAY);
    const earlier = { ...later, at: START + DAY };
    // Two customers who name each other: the later of them is refused, and a person has to say which of them that is.
    await test.takeAll([team(0, 'code1', START + 5 * DAY), earlier, later]);
    const referrers = () =>
      test.rows(
        'select referred_tenant_id as team, partner_id as partner from referral_attributions order by 1',
      );
    await test.take(choiceOf(earlier, 1));
    expect(await referrers()).toEqual([
      { team: idOf('tenant', 0), partner: null },
      { team: idOf('tenant', 1), partner: idOf('partner', 0) },
    ]);
    await test.take({ ...choiceOf(later, 2), at: START + 20 * DAY });
    expect(await referrers()).toEqual([
      { team: idOf('tenant', 0), partner: idOf('partner', 1) },
      { team: idOf('tenant', 1), partner: null },
    ]);
    expect((await verify()).findings).toEqual([]);
  });

  it('invariant 4: a crash after any statement leaves nothing, and the next try does all', async () => {
    await test.takeAll([signup, invoice(1)]);
    const before = await derived();
    const intake = test.app.get(FactIntake);
    let crashes = 0;
    for (let statements = 1; ; statements++) {
      try {
        await test.office((tx) => intake.take(dyingAfter(tx, statements), refund(1, 6_000), 'test'));
        break;
      } catch (error) {
        expect((error as Error).message).toBe('the process died');
        crashes += 1;
        expect(await derived()).toEqual(before);
      }
    }
    expect(crashes).toBeGreaterThan(10);
    expect((await entries()).slice(1)).toEqual([{ kind: 'reversal', amount: -1_000, currency: 'EUR' }]);
    expect((await verify()).findings).toEqual([]);
  });

  it('invariant 5: two contents under one key pay nothing until a person chooses', async () => {
    await test.takeAll([signup, invoice(1)]);
    expect(await test.take(invoice(1, 11_000))).toBe('conflict');
    expect((await entries()).map(({ amount }) => amount)).toEqual([2_000, -2_000]);
    expect((await verify()).findings).toEqual([]);
  });

  it('invariant 5: of an invoice with several contents the one that a person chose last counts, whatever team and currency it names', async () => {
    await test.takeAll([signup, neighbour]);
    const elsewhere = { ...invoice(1), tenantId: neighbour.tenantId, currency: 'JPY' };
    await test.takeAll([invoice(1), elsewhere]);
    expect(await sums()).toEqual([]);
    for (const [number, right] of [invoice(1), elsewhere, invoice(1), elsewhere].entries()) {
      await test.take(choiceOf(right, number));
      expect(await sums()).toEqual([{ partner: idOf('partner', 2), currency: right.currency, sum: 2_000 }]);
      expect((await verify()).findings).toEqual([]);
    }
  });

  it('invariant 5: a correction with several contents pays nothing, and then the one that a person chose', async () => {
    const correction = (over: Partial<FactOf<'commission.adjusted'>>): Fact => ({
      type: 'commission.adjusted',
      at: START,
      operationId: idOf('operation', 1),
      actorId: idOf('user', 99),
      reason: 'looked into it',
      partnerId: idOf('partner', 2),
      currency: 'USD',
      amountMinor: 500,
      ...over,
    });
    const elsewhere = correction({ partnerId: idOf('partner', 3), currency: 'JPY', amountMinor: 700 });
    expect(await test.take(correction({}))).toBe('accepted');
    expect(await test.take(correction({ amountMinor: -900 }))).toBe('conflict');
    expect(await test.take(elsewhere)).toBe('conflict');
    expect(await sums()).toEqual([]);
    await test.take(choiceOf(elsewhere, 2));
    expect(await sums()).toEqual([{ partner: idOf('partner', 3), currency: 'JPY', sum: 700 }]);
    expect((await verify()).findings).toEqual([]);
  });

  it('invariant 6: projections that were wiped are made anew, the same to the last column', async () => {
    const [world] = fc.sample(anyWorld, { numRuns: 1, seed: 11 });
    await enter(world as World);
    const before = await derived();
    const journal = await entries();
    await test.tamper('truncate referral_attributions, referral_commissions');
    expect((await verify()).findings.map(({ kind }) => kind)).toContain('projection');
    await test.app.get(Rebuild).run();
    expect(await derived()).toEqual(before);
    expect(await entries()).toEqual(journal);
  });

  it('invariant 6: one run is enough where a row misleads the decision about a team that signed up before it', async () => {
    await test.takeAll([team(0, 'code1', START), team(1, 'code0', START + DAY)]);
    await test.take({ ...invoice(1), tenantId: idOf('tenant', 0) });
    const right = await derived();
    // As if the second team had been there first: then the first one would be refused.
    await test.tamper(
      `update referral_attributions set partner_id = $1, channel = 'code', signed_up_at = $2 where referred_tenant_id = $3`,
      [idOf('partner', 0), new Date(START - DAY), idOf('tenant', 1)],
    );
    await test.tamper(
      `update referral_attributions set partner_id = null, channel = null where referred_tenant_id = $1`,
      [idOf('tenant', 0)],
    );
    await test.app.get(Rebuild).run();
    expect(await derived()).toEqual(right);
    expect((await verify()).findings).toEqual([]);
  });
});
