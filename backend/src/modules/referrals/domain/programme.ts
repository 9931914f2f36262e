import type { Account } from './account.js';
import type { Commission } from './commission.js';
import type { Directory } from './directory.js';
import { FactIndex } from './dossier.js';
import { factSetOf, type Conflict, type FactSet } from './fact-set.js';
import { isFact, type Fact } from './fact.js';
import { flagsIn, holdOfFlag } from './flags.js';
import type { Currency } from './money.js';
import { payoutsIn } from './payout.js';
import { bySignup, evaluateReferral, type ReferralState } from './referral.js';

/** The whole programme, computed from nothing but what was reported. */
export interface Programme {
  readonly conflicts: readonly Conflict[];
  readonly referrals: ReadonlyMap<string, ReferralState>;
  readonly accounts: readonly Account<Commission>[];
}

/**
 * The meaning of the facts, all at once. The database follows the same functions team by team; verification and the
 * tests compare it with this.
 */
export function evaluateProgramme(reports: Iterable<Fact>, directory: Directory): Programme {
  const set = factSetOf(reports);
  const index = new FactIndex(set);
  const referrals = new Map<string, ReferralState>();
  const referrerHomeOf = (tenantId: string): string | null => {
    const partnerId = referrals.get(tenantId)?.decision?.partnerId;
    return directory.partners.get(partnerId ?? '')?.homeTenantId ?? null;
  };
  // In the order of sign-ups, so that what an earlier one decided is known where a later one asks.
  for (const { tenantId } of set.facts.filter(isFact('user.signup')).sort(bySignup))
    if (!referrals.has(tenantId))
      referrals.set(
        tenantId,
        evaluateReferral(tenantId, index.dossierOf(tenantId), directory, referrerHomeOf),
      );
  return { conflicts: set.conflicts, referrals, accounts: accountsOf(set, referrals) };
}

function accountsOf(
  { facts }: FactSet,
  referrals: ReadonlyMap<string, ReferralState>,
): Account<Commission>[] {
  const commissions = [...referrals.values()].flatMap((referral) => referral.commissions);
  const adjustments = facts.filter(isFact('commission.adjusted'));
  const payouts = payoutsIn(facts);
  const flags = flagsIn(facts).filter(({ tenantId }) => tenantId === null);
  const pairs = new Map<string, { partnerId: string; currency: Currency }>();
  for (const { partnerId, currency } of [...commissions, ...adjustments, ...payouts])
    pairs.set(`${partnerId} ${currency}`, { partnerId, currency });
  return [...pairs.values()].map(({ partnerId, currency }) => {
    const own = (one: { partnerId: string; currency: Currency }) =>
      one.partnerId === partnerId && one.currency === currency;
    return {
      partnerId,
      currency,
      commissions: commissions.filter(own),
      adjustments: adjustments.filter(own),
      payouts: payouts.filter(own),
      holds: flags.filter((flag) => flag.partnerId === partnerId).flatMap(holdOfFlag),
    };
  });
}
