import type { AdminPayout, ReferralPayout } from '@orbisvoice/contracts';
import type { PayoutRecord } from '../persistence/payouts.repository.js';

export const toReferralPayout = (payout: PayoutRecord): ReferralPayout => ({
  id: payout.id,
  amount: { amountMinor: payout.amountMinor, currency: payout.currency },
  state: payout.state,
  reference: payout.reference,
  requestedAt: payout.reservedAt.toISOString(),
  paidAt: payout.paidAt?.toISOString() ?? null,
});

export const toAdminPayout = (payout: PayoutRecord): AdminPayout => ({
  ...toReferralPayout(payout),
  partnerId: payout.partnerId,
  requestedBy: payout.requestedBy,
});
