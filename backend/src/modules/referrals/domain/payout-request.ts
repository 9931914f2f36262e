import type { AccountView } from './account.js';
import type { PartnerStatus } from './directory.js';
import type { Minor } from './money.js';

export interface PayoutWish {
  readonly view: Pick<AccountView, 'availableMinor'>;
  readonly minimumMinor: Minor;
  readonly status: PartnerStatus;
  readonly currentTerms: number;
  readonly acceptedTerms: number | null;
  readonly methodVerified: boolean;
  /** Until when a method that took the place of another one waits; null where it was the first. */
  readonly methodCoolsUntil: number | null;
  readonly asOf: number;
  readonly openPayout: boolean;
}

export type PayoutRefusal =
  | 'partner_inactive'
  | 'terms_not_accepted'
  | 'method_not_verified'
  | 'method_changed'
  | 'payout_open'
  | 'below_minimum';

/** Every reason why nothing can be paid out now; none means that all that is available may be reserved. */
export function refusalsOf(wish: PayoutWish): PayoutRefusal[] {
  const refusals: [PayoutRefusal, boolean][] = [
    ['partner_inactive', wish.status !== 'active'],
    ['terms_not_accepted', wish.acceptedTerms !== wish.currentTerms],
    ['method_not_verified', !wish.methodVerified],
    ['method_changed', (wish.methodCoolsUntil ?? 0) > wish.asOf],
    ['payout_open', wish.openPayout],
    ['below_minimum', wish.view.availableMinor < Math.max(1, wish.minimumMinor)],
  ];
  return refusals.flatMap(([reason, holds]) => (holds ? [reason] : []));
}
