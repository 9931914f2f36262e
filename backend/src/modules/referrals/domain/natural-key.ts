import type { Fact } from './fact.js';

/**
 * The business key of a fact: whoever reports the same thing again, however often and from wherever, arrives at the same
 * key. It is computed and never sent along, so that a fact cannot lie about it.
 */
export function naturalKey(fact: Fact): string {
  switch (fact.type) {
    case 'user.signup':
      return `signup:${fact.userId}`;
    case 'user.activated':
      return `activated:${fact.userId}`;
    case 'subscription.created':
      return `subscription:${fact.provider}:${fact.subscriptionId}`;
    case 'invoice.paid':
      return `invoice.paid:${fact.provider}:${fact.invoiceId}`;
    case 'payment.refunded':
      return `refund:${fact.provider}:${fact.refundId}`;
    case 'credit_note.issued':
      return `credit_note:${fact.provider}:${fact.creditNoteId}`;
    case 'dispute.opened':
    case 'dispute.won':
    case 'dispute.lost':
      return `dispute:${fact.provider}:${fact.disputeId}:${fact.type.slice('dispute.'.length)}`;
    case 'attribution.override':
      return `override:${fact.operationId}`;
    case 'commission.adjusted':
      return `adjust:${fact.operationId}`;
    case 'payout.reserved':
    case 'payout.approved':
    case 'payout.sent':
    case 'payout.paid':
    case 'payout.failed':
    case 'payout.cancelled':
    case 'payout.returned':
      return `payout:${fact.payoutId}:${fact.type.slice('payout.'.length)}`;
    case 'flag.raised':
      return `flag:${fact.flagId}:raised`;
    case 'flag.decided':
      return `flag:${fact.flagId}:${fact.operationId}`;
    case 'conflict.resolved':
      return `resolve:${fact.operationId}`;
  }
}
