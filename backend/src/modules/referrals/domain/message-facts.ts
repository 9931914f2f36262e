import type { BillingMessage, PayoutMessage, ReferralMessage } from '@orbisvoice/contracts';
import type { Fact } from './fact.js';

/** @param source the sender, who numbers its invoices for itself. */
export function factOfReferralMessage(message: ReferralMessage, source: string): Fact {
  const at = Date.parse(message.timestamp);
  switch (message.type) {
    case 'user.signup': {
      const { referralCode, ...who } = message.data;
      return {
        type: message.type,
        at,
        ...who,
        emailKey: null,
        typedCode: referralCode,
        paramCode: null,
        touches: [],
      };
    }
    case 'user.activated':
      return { type: message.type, at, ...message.data };
    default:
      return factOfBillingMessage(message, source);
  }
}

export function factOfBillingMessage(message: BillingMessage, provider: string): Fact {
  const at = Date.parse(message.timestamp);
  if (message.type === 'invoice.paid') {
    const { eligibleMinor = message.data.exTaxMinor, ...invoice } = message.data;
    return { type: message.type, at, provider, ...invoice, eligibleMinor };
  }
  return { type: message.type, at, provider, ...message.data } as Fact;
}

export function factOfPayoutMessage({
  type,
  timestamp,
  data,
}: Exclude<PayoutMessage, { type: 'payout.requested' }>): Fact {
  return { type, at: Date.parse(timestamp), ...data, actorId: null };
}
