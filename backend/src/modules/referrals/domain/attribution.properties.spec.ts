import fc from 'fast-check';
import {
  anyReports,
  anyTerms,
  directoryOf,
  idOf,
  LINKS,
  PARTNERS,
  signupOf,
  START,
  termsOf,
  PROPERTY_RUNS,
} from '../../../../test/support/referral-world.js';
import { CLOCK_SKEW_MS, decide, type Earlier } from './attribution.js';
import { isFact, type FactOf } from './fact.js';
import { evaluateProgramme } from './programme.js';

const nobodyBefore: Earlier = { returning: false, referrerHomeOf: () => null };
/** Somebody who knows nobody here. */
const stranger = (over: Partial<FactOf<'user.signup'>> = {}): FactOf<'user.signup'> => ({
  type: 'user.signup',
  at: START,
  userId: idOf('user', 50),
  tenantId: idOf('tenant', 50),
  emailKey: 'user-50',
  typedCode: null,
  paramCode: null,
  touches: [],
  ...over,
});
const touch = (link: number, at: number, click = link) => ({
  linkId: idOf('link', link),
  clickId: idOf('click', click),
  at,
});
const partnerOf = (signup: FactOf<'user.signup'>, model: 'last_touch' | 'first_touch' = 'last_touch') =>
  decide(signup, [], directoryOf([termsOf({ model })]), nobodyBefore).partnerId;

describe('attribution', () => {
  it('invariant 16: a team has one partner at most, and the record names a winner exactly where there is one', () => {
    fc.assert(
      fc.property(anyTerms, anyReports, (terms, reports) => {
        const { referrals } = evaluateProgramme(reports, directoryOf(terms));
        const users = [...referrals.values()].flatMap(({ decision }) => decision?.userId ?? []);
        expect(new Set(users).size).toBe(users.length);
        for (const { decision, commissions } of referrals.values()) {
          const winners = decision?.candidates.filter(({ verdict }) => verdict === 'won') ?? [];
          expect(winners.length).toBe(decision?.partnerId ? 1 : 0);
          expect(new Set(commissions.map(({ partnerId }) => partnerId)).size).toBeLessThanOrEqual(1);
        }
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 16: a binding moves by an override and by nothing else that is told later', () => {
    fc.assert(
      fc.property(anyTerms, anyReports, anyReports, (terms, reports, more) => {
        const directory = directoryOf(terms);
        const signups = reports.filter(isFact('user.signup'));
        const later = more.filter((fact) => !isFact('user.signup', 'attribution.override')(fact));
        const partners = (facts: typeof reports) =>
          [...evaluateProgramme(facts, directory).referrals.values()].map(({ tenantId, decision }) => [
            tenantId,
            decision?.partnerId,
          ]);
        expect(partners([...signups, ...later])).toEqual(partners(signups));
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 17: the edge of the window counts and the next second does not; touches after sign-up never win', () => {
    const { windowMs } = termsOf();
    const age = fc.oneof(
      fc.constantFrom(0, windowMs, windowMs + 1, windowMs + 1_000, -CLOCK_SKEW_MS, -CLOCK_SKEW_MS - 1),
      fc.integer({ min: -2 * CLOCK_SKEW_MS, max: 2 * windowMs }),
    );
    fc.assert(
      fc.property(age, (ms) => {
        const counts = ms <= windowMs && ms >= -CLOCK_SKEW_MS;
        const winner = partnerOf(stranger({ touches: [touch(2, START - ms)] }));
        expect(winner).toBe(counts ? idOf('partner', 2) : null);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 17: nobody earns from themself, and no two teams from each other', () => {
    fc.assert(
      fc.property(anyTerms, anyReports, (terms, reports) => {
        const { referrals } = evaluateProgramme(reports, directoryOf(terms));
        const referrerHome = new Map<string, string | null>();
        for (const { tenantId, decision } of referrals.values()) {
          const partner = PARTNERS.find(({ id }) => id === decision?.partnerId);
          if (!partner) continue;
          expect(partner.userId).not.toBe(decision?.userId);
          expect(partner.homeTenantId).not.toBe(tenantId);
          referrerHome.set(tenantId, partner.homeTenantId);
        }
        for (const [tenantId, home] of referrerHome)
          if (home !== null) expect(referrerHome.get(home)).not.toBe(tenantId);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 18: last and first touch agree where one candidate is valid', () => {
    fc.assert(
      fc.property(signupOf(4), (signup) => {
        const directory = directoryOf();
        const { candidates } = decide(signup, [], directory, nobodyBefore);
        const valid = candidates.filter(({ verdict }) => verdict === 'won' || verdict === 'outranked');
        if (new Set(valid.map(({ partnerId }) => partnerId)).size > 1) return;
        expect(partnerOf(signup, 'first_touch')).toBe(partnerOf(signup, 'last_touch'));
      }),
      PROPERTY_RUNS,
    );
  });
});

describe('choosing', () => {
  const early = touch(2, START - 5_000);
  const late = touch(0, START - 1_000);

  it('takes the newest touch, or the oldest where the terms say so', () => {
    const signup = stranger({ touches: [early, late] });
    expect(partnerOf(signup)).toBe(idOf('partner', 0));
    expect(partnerOf(signup, 'first_touch')).toBe(idOf('partner', 2));
  });

  it('believes a typed code first, then the address of the page, then touches', () => {
    expect(partnerOf(stranger({ touches: [late], typedCode: 'CODE2', paramCode: 'code1' }))).toBe(
      idOf('partner', 2),
    );
    expect(partnerOf(stranger({ touches: [late], paramCode: 'code1' }))).toBe(idOf('partner', 1));
    expect(partnerOf(stranger({ touches: [late], typedCode: 'nobody' }))).toBe(idOf('partner', 0));
  });

  it.each([
    ['unknown_code', stranger({ typedCode: 'nobody' })],
    ['retired', stranger({ at: START + 11 * 86_400_000, typedCode: 'code4' })],
    ['partner_inactive', stranger({ at: START + 30 * 86_400_000, typedCode: 'code3' })],
    ['own_link', stranger({ userId: idOf('user', 0), typedCode: 'code0' })],
    ['own_team', stranger({ tenantId: idOf('tenant', 0), typedCode: 'code0' })],
    ['own_address', stranger({ emailKey: 'partner-2', typedCode: 'code2' })],
  ] as const)('says %s of a candidate that lost for it', (reason, signup) => {
    const { candidates, partnerId } = decide(signup, [], directoryOf(), nobodyBefore);
    expect(candidates.map(({ verdict }) => verdict)).toEqual([reason]);
    expect(partnerId).toBeNull();
  });

  it('refuses an account that somebody made anew', () => {
    const { candidates } = decide(stranger({ typedCode: 'code2' }), [], directoryOf(), {
      ...nobodyBefore,
      returning: true,
    });
    expect(candidates.map(({ verdict }) => verdict)).toEqual(['returning_account']);
  });

  it('refuses the later of two teams that refer each other', () => {
    const earlier: Earlier = { returning: false, referrerHomeOf: () => idOf('tenant', 50) };
    const { candidates } = decide(stranger({ typedCode: 'code0' }), [], directoryOf(), earlier);
    expect(candidates.map(({ verdict }) => verdict)).toEqual(['mutual']);
  });

  it('knows every code by its link', () => {
    expect(new Set(LINKS.map(({ code }) => code)).size).toBe(LINKS.length);
  });
});
