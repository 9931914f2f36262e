import type { Fact } from './fact.js';

export const ofTenant = (tenantId: string) => `tenant:${tenantId}`;
export const ofInvoice = (invoice: { provider: string; invoiceId: string }) =>
  `invoice:${invoice.provider}:${invoice.invoiceId}`;
export const ofAddress = (emailKey: string) => `address:${emailKey}`;
export const ofPartner = (partnerId: string) => `partner:${partnerId}`;
export const ofPayout = (payoutId: string) => `payout:${payoutId}`;
export const ofFlag = (flagId: string) => `flag:${flagId}`;
export const ofKey = (naturalKey: string) => `key:${naturalKey}`;

/**
 * What a fact is about. Facts that share a subject may change each other's meaning (a refund that comes before its
 * invoice, a second account of one person), so they are read together and take turns.
 */
export function subjectsOf(fact: Fact): string[] {
  switch (fact.type) {
    case 'user.signup':
      return [ofTenant(fact.tenantId), ...(fact.emailKey === null ? [] : [ofAddress(fact.emailKey)])];
    case 'user.activated':
    case 'subscription.created':
    case 'attribution.override':
      return [ofTenant(fact.tenantId)];
    case 'invoice.paid':
      return [ofTenant(fact.tenantId), ofInvoice(fact)];
    case 'payment.refunded':
    case 'credit_note.issued':
    case 'dispute.opened':
    case 'dispute.won':
    case 'dispute.lost':
      return [ofInvoice(fact)];
    case 'commission.adjusted':
      return [ofPartner(fact.partnerId)];
    case 'payout.reserved':
      return [ofPartner(fact.partnerId), ofPayout(fact.payoutId)];
    case 'payout.approved':
    case 'payout.sent':
    case 'payout.paid':
    case 'payout.failed':
    case 'payout.cancelled':
    case 'payout.returned':
      return [ofPayout(fact.payoutId)];
    case 'flag.raised':
      return [
        ofPartner(fact.partnerId),
        ofFlag(fact.flagId),
        ...(fact.tenantId === null ? [] : [ofTenant(fact.tenantId)]),
      ];
    case 'flag.decided':
      return [ofFlag(fact.flagId)];
    case 'conflict.resolved':
      return [ofKey(fact.naturalKey)];
  }
}
