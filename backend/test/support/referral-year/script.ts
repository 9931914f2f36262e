import type { Link, Partner } from '../../../src/modules/referrals/domain/directory.js';
import type { Fact } from '../../../src/modules/referrals/domain/fact.js';
import type { Terms } from '../../../src/modules/referrals/domain/terms.js';
import { DAY, idOf, termsOf } from '../referral-directory.js';
import { invoicesOf } from './invoices.js';
import { Random } from './random.js';

export const YEAR_START = Date.UTC(2025, 0, 1);
export const TERMS_CHANGE = Date.UTC(2025, 6, 1);

export interface Year {
  readonly partners: readonly Partner[];
  readonly links: readonly Link[];
  readonly terms: readonly Terms[];
  /** What happened until the payouts of the year's end, each thing once, in the order of time. */
  readonly facts: readonly Fact[];
  /** Refunds and disputes that were heard of after those payouts. */
  readonly late: readonly Fact[];
}

export interface YearSize {
  readonly partners: number;
  readonly signups: number;
  readonly seed: number;
}

/** Before the year: rewards by activation, a fifth of six months' sales. From July: first touch, a quarter, a cap, a bonus. */
const TERMS = [
  termsOf({ saleMonths: 6 }),
  termsOf(
    {
      model: 'first_touch',
      activationBonusMinor: 250,
      sale: { kind: 'percent', rateBps: 2_475 },
      saleMonths: 12,
      saleInvoices: 4,
      capPerReferralMinor: 90_000,
    },
    2,
    TERMS_CHANGE,
  ),
];

/** A year of the programme: who refers, who comes, what they pay and what of it goes back. */
export function scriptYear(size: YearSize): Year {
  const random = new Random(size.seed);
  const partners = Array.from({ length: size.partners }, (_, number) => partnerOf(number, random));
  const links = partners.flatMap((partner, number) => linksOf(partner, number));
  const facts: Fact[] = [];
  const late: Fact[] = [];
  for (let number = 0; number < size.signups; number++) {
    const at = YEAR_START + Math.floor((number / size.signups) * 360 * DAY) + random.below(DAY);
    const tenantId = idOf('tenant', number);
    const userId = idOf('user', number);
    facts.push(signupOf(number, at, links, random));
    if (random.chance(0.7)) {
      const activatedAt = at + random.below(20 * DAY);
      facts.push({ type: 'user.activated', at: activatedAt, userId, tenantId, callId: idOf('call', number) });
    }
    if (!random.chance(0.5)) continue;
    const { paid, returned } = invoicesOf(number, at, random);
    facts.push(...paid);
    for (const fact of returned) (random.chance(0.2) ? late : facts).push(fact);
  }
  facts.push(...byHand(size, random));
  return { partners, links, terms: TERMS, facts: facts.sort((a, b) => a.at - b.at), late };
}

/** A third are customers; the first two of them are teams of this very year, and refer each other. */
function partnerOf(number: number, random: Random): Partner {
  const own = number < 2 ? number : 500_000 + number;
  const customer = number % 3 === 0 || number < 2;
  const since = YEAR_START - 300 * DAY;
  const statuses: Partner['statuses'] = random.chance(0.1)
    ? [
        { status: 'active', at: since },
        { status: 'suspended', at: YEAR_START + 60 * DAY },
        { status: 'active', at: YEAR_START + 150 * DAY },
      ]
    : [{ status: 'active', at: since }];
  return {
    id: idOf('partner', number),
    userId: customer ? idOf('user', own) : null,
    homeTenantId: customer ? idOf('tenant', own) : null,
    emailKey: customer ? `person-${own}` : `affiliate-${number}`,
    statuses,
  };
}

function linksOf(partner: Partner, number: number): Link[] {
  const link = (index: number, retiredAt: number | null): Link => ({
    id: idOf('link', number * 2 + index),
    code: `partner${number}${index === 0 ? '' : '-old'}`,
    partnerId: partner.id,
    createdAt: YEAR_START - 200 * DAY,
    retiredAt,
  });
  return [link(0, null), link(1, YEAR_START + 100 * DAY)];
}

function signupOf(number: number, at: number, links: readonly Link[], random: Random): Fact {
  const code = () => (random.chance(0.05) ? 'nobody' : random.one(links).code);
  const touches = Array.from({ length: random.chance(0.6) ? 1 + random.below(3) : 0 }, (_, index) => ({
    linkId: random.one(links).id,
    clickId: idOf('click', number * 10 + index),
    at: at - random.one([0, 1, 60 * DAY, 60 * DAY + 1, random.below(90 * DAY), random.below(20 * DAY)]),
  }));
  // The two customers who refer each other: the later one is nobody's.
  const typed = number < 2 ? `partner${1 - number}` : random.chance(0.25) ? code() : null;
  return {
    type: 'user.signup',
    at,
    userId: idOf('user', number),
    tenantId: idOf('tenant', number),
    emailKey: number > 2 && random.chance(0.04) ? `person-${random.below(number)}` : `person-${number}`,
    typedCode: typed !== null && random.chance(0.3) ? typed.toUpperCase() : typed,
    paramCode: number >= 2 && random.chance(0.2) ? code() : null,
    touches: number < 2 ? [] : touches,
  };
}

/** What people of the office did: moved teams, corrected sums, and looked into doubts. */
function byHand({ partners, signups }: YearSize, random: Random): Fact[] {
  const facts: Fact[] = [];
  const hand = (number: number) => ({
    operationId: idOf('operation', number),
    actorId: idOf('user', 900_000),
    reason: 'looked into it',
  });
  for (let number = 0; number < Math.ceil(signups / 100); number++) {
    const at = YEAR_START + random.below(360 * DAY);
    const partnerId = idOf('partner', random.below(partners));
    const tenantId = idOf('tenant', 2 + random.below(signups - 2));
    const by = { at, ...hand(number) };
    if (number % 3 === 0)
      facts.push({
        type: 'attribution.override',
        ...by,
        tenantId,
        partnerId: random.chance(0.3) ? null : partnerId,
      });
    if (number % 3 === 1)
      facts.push({
        type: 'commission.adjusted',
        ...by,
        partnerId,
        currency: random.one(['USD', 'JPY', 'KWD']),
        amountMinor: random.one([-700, 1_500, 20_000]),
      });
    if (number % 3 === 2) {
      const flagId = idOf('flag', number);
      const flag = { flagId, partnerId, tenantId: null, rule: 'by_hand', evidence: { seen: true } };
      facts.push({ type: 'flag.raised', at, ...flag });
      if (random.chance(0.8)) {
        const verdict = random.chance(0.3) ? 'confirmed' : 'dismissed';
        facts.push({ type: 'flag.decided', ...by, at: at + DAY, flagId, verdict });
      }
    }
  }
  return facts;
}
