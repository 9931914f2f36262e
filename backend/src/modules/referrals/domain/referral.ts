import { decide, type Decision, type Earlier } from './attribution.js';
import type { Commission, Hold } from './commission.js';
import type { Directory } from './directory.js';
import type { Conflict, FactSet } from './fact-set.js';
import { isFact, type Fact, type FactOf } from './fact.js';
import { flagsIn, holdOfFlag } from './flags.js';
import { cashOf } from './invoice-cash.js';
import { rewardsOf } from './rewards.js';
import { salesOf, type PaidInvoice } from './sales.js';
import { ofInvoice, ofTenant, subjectsOf } from './subjects.js';

/** Everything that follows for one referred team. */
export interface ReferralState {
  readonly tenantId: string;
  /** Undefined until its sign-up is known. */
  readonly decision: Decision | undefined;
  readonly activatedAt: number | null;
  readonly commissions: readonly Commission[];
}

/**
 * The heart of the engine: one team's facts and those tied to them (its dossier) in, who referred it and what that
 * earned out. A pure function, so the order in which facts arrive cannot matter.
 */
export function evaluateReferral(
  tenantId: string,
  { facts, conflicts }: FactSet,
  directory: Directory,
  referrerHomeOf: Earlier['referrerHomeOf'],
): ReferralState {
  const own = facts.filter((fact) => subjectsOf(fact).includes(ofTenant(tenantId)));
  const signup = signupOf(tenantId, facts);
  if (!signup) return { tenantId, decision: undefined, activatedAt: null, commissions: [] };
  const returning = facts.filter(isFact('user.signup')).some((other) => isSamePersonBefore(other, signup));
  const overrides = own.filter(isFact('attribution.override'));
  const decision = decide(signup, overrides, directory, { returning, referrerHomeOf });
  const { partnerId } = decision;
  const activation = firstOf(own.filter(isFact('user.activated')));
  const activatedAt = activation?.at ?? null;
  if (partnerId === null) return { tenantId, decision, activatedAt, commissions: [] };
  const holds = [...flagHolds(facts, partnerId, tenantId), ...conflictHolds(conflicts, ofTenant(tenantId))];
  const invoices = paidInvoices(own, facts, conflicts, holds);
  const rewards = rewardsOf(
    {
      partnerId,
      signup,
      activation,
      firstCashAt: firstOf(invoices.filter(({ cash }) => cash.baseMinor > 0).map(({ invoice }) => invoice))
        ?.at,
      holds,
    },
    directory.terms,
  );
  return {
    tenantId,
    decision,
    activatedAt,
    commissions: [...rewards, ...salesOf(partnerId, invoices, directory.terms)],
  };
}

/** Of several the earliest; facts of one millisecond by their user, so that there is always one answer. */
function firstOf<F extends { at: number; userId?: string }>(facts: readonly F[]): F | undefined {
  return [...facts].sort((a, b) => a.at - b.at || ((a.userId ?? '') < (b.userId ?? '') ? -1 : 1))[0];
}

function paidInvoices(
  own: readonly Fact[],
  facts: readonly Fact[],
  conflicts: readonly Conflict[],
  holds: readonly Hold[],
): PaidInvoice[] {
  return own.filter(isFact('invoice.paid')).map((invoice) => {
    const about = facts.filter((fact) => subjectsOf(fact).includes(ofInvoice(invoice)));
    const deductions = about.filter(isFact('payment.refunded', 'credit_note.issued'));
    const cash = cashOf(
      invoice,
      deductions,
      about.filter(isFact('dispute.opened', 'dispute.won', 'dispute.lost')),
    );
    return {
      invoice,
      cash,
      holds: [...holds, ...conflictHolds(conflicts, ofInvoice(invoice)), ...cashHolds(cash)],
    };
  });
}

const cashHolds = (cash: PaidInvoice['cash']): Hold[] => [
  ...(cash.disputeOpen ? [{ reason: 'dispute', until: null } as const] : []),
  ...(cash.mixedCurrency ? [{ reason: 'mixed_currency', until: null } as const] : []),
];

/** What was set aside may concern this money in a way nobody knows yet, so the money waits. */
const conflictHolds = (conflicts: readonly Conflict[], subject: string): Hold[] =>
  conflicts.some(({ variants }) => variants.some((variant) => subjectsOf(variant).includes(subject)))
    ? [{ reason: 'conflict', until: null }]
    : [];

/** Flags on the partner as a whole hold the account instead, so that raising one touches no referral. */
const flagHolds = (facts: readonly Fact[], partnerId: string, tenantId: string): Hold[] =>
  flagsIn(facts)
    .filter((flag) => flag.partnerId === partnerId && flag.tenantId === tenantId)
    .flatMap(holdOfFlag);

/** The sign-up that made the team. */
export const signupOf = (tenantId: string, facts: readonly Fact[]): SignupFact | undefined =>
  firstOf(facts.filter(isFact('user.signup')).filter((fact) => fact.tenantId === tenantId));

export type SignupFact = FactOf<'user.signup'>;

/** Orders sign-ups in time, and those of one millisecond by team. */
export const bySignup = (a: SignupFact, b: SignupFact): number =>
  a.at - b.at || (a.tenantId < b.tenantId ? -1 : 1);

/** An account made anew with the same address brings nobody new. */
const isSamePersonBefore = (other: SignupFact, signup: SignupFact): boolean =>
  other.emailKey !== null &&
  other.emailKey === signup.emailKey &&
  other.userId !== signup.userId &&
  bySignup(other, signup) < 0;
