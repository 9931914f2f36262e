import type { MirroredFact } from '../application/referral-mirror.port.js';
import { minorDigits } from '../domain/money.js';

export interface RefRefProduct {
  readonly productId: string;
  readonly programId: string;
}

export interface RefRefRequest {
  readonly path: '/v1/track/signup' | '/v1/track/purchase' | '/v1/widget/init';
  readonly body: Readonly<Record<string, unknown>>;
}

/** What its tracking calls are told. `programId` always goes along: without it they say yes and do nothing. */
export function trackingOf(fact: MirroredFact, { productId, programId }: RefRefProduct): RefRefRequest {
  const common = { timestamp: new Date(fact.at).toISOString(), productId, programId };
  if (fact.type === 'user.signup')
    return { path: '/v1/track/signup', body: { ...common, payload: { userId: fact.userId } } };
  const { currency, paidMinor, tenantId } = fact;
  // It wants major units as a number. Ours are exact integers, and nothing ever comes back from there.
  const orderAmount = Number((paidMinor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency)));
  const payload = {
    userId: tenantId,
    orderAmount,
    orderId: `${fact.provider}:${fact.invoiceId}`,
    productIds: [],
    currency,
  };
  return { path: '/v1/track/purchase', body: { ...common, payload } };
}
