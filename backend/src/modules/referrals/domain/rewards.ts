import { commissionId, type Commission, type CommissionKind, type Hold } from './commission.js';
import type { FactOf } from './fact.js';
import { naturalKey } from './natural-key.js';
import { termsAt, type Terms } from './terms.js';

export interface Referral {
  readonly partnerId: string;
  readonly signup: FactOf<'user.signup'>;
  readonly activation: FactOf<'user.activated'> | undefined;
  /** When the first invoice was paid of which cash is left. */
  readonly firstCashAt: number | undefined;
  readonly holds: readonly Hold[];
}

/** The fixed sums: for a sign-up, once its condition is met, and for the first real call. */
export function rewardsOf(referral: Referral, versions: readonly Terms[]): Commission[] {
  const { signup, activation } = referral;
  const terms = termsAt(versions, signup.at);
  const qualifiedAt = {
    none: signup.at,
    activation: activation?.at,
    first_paid_invoice: referral.firstCashAt,
  }[terms.signupRewardRequires];
  const rewards: Commission[] = [];
  if (terms.signupRewardMinor > 0)
    rewards.push(fixed(referral, 'signup', naturalKey(signup), terms.signupRewardMinor, qualifiedAt, terms));
  if (activation) {
    const then = termsAt(versions, activation.at);
    if (then.activationBonusMinor > 0)
      rewards.push(
        fixed(referral, 'activation', naturalKey(activation), then.activationBonusMinor, activation.at, then),
      );
  }
  return rewards;
}

function fixed(
  { partnerId, signup, holds }: Referral,
  kind: CommissionKind,
  key: string,
  amountMinor: number,
  qualifiedAt: number | undefined,
  terms: Terms,
): Commission {
  const occurredAt = qualifiedAt ?? signup.at;
  const met = qualifiedAt !== undefined;
  return {
    id: commissionId(kind, key, partnerId),
    naturalKey: key,
    partnerId,
    tenantId: signup.tenantId,
    kind,
    currency: terms.currency,
    baseMinor: amountMinor,
    returnedMinor: 0,
    rateBps: null,
    targetMinor: met ? amountMinor : 0,
    pendingMinor: met ? 0 : amountMinor,
    occurredAt,
    availableAt: occurredAt + terms.holdMs,
    termsVersion: terms.version,
    holds,
  };
}
