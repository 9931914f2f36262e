import type { Link, Partner } from '../../../src/modules/referrals/domain/directory.js';
import type { Fact } from '../../../src/modules/referrals/domain/fact.js';
import type { Terms } from '../../../src/modules/referrals/domain/terms.js';
import { referrersOf } from './recompute-referrers.js';
import { termsOn } from './terms-on.js';

/**
 * What the year came to, computed a second time: from the rules as they are written down and from the list of what
 * happened, by one pass over arrays. Nothing of the product's engine is called; only the shapes of its facts are shared.
 */
export interface Books {
  /** By partner and currency, `partner USD`: everything earned, and of it what nothing holds. */
  readonly earned: ReadonlyMap<string, bigint>;
  readonly free: ReadonlyMap<string, bigint>;
}

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;
interface World {
  readonly partners: readonly Partner[];
  readonly links: readonly Link[];
  readonly terms: readonly Terms[];
}

export function recompute(world: World, facts: readonly Fact[]): Books {
  const earned = new Map<string, bigint>();
  const free = new Map<string, bigint>();
  const flagged = flaggedPartners(facts);
  const add = (partnerId: string, currency: string, amount: bigint, held: boolean) => {
    const key = `${partnerId} ${currency}`;
    earned.set(key, (earned.get(key) ?? 0n) + amount);
    if (!held && !flagged.has(partnerId)) free.set(key, (free.get(key) ?? 0n) + amount);
  };
  const referrers = referrersOf(world, facts);
  const activations = new Map<string, number>();
  for (const fact of facts)
    if (fact.type === 'user.activated')
      activations.set(fact.tenantId, Math.min(fact.at, activations.get(fact.tenantId) ?? Infinity));
  for (const fact of facts) {
    if (fact.type === 'commission.adjusted')
      add(fact.partnerId, fact.currency, BigInt(fact.amountMinor), false);
    if (fact.type !== 'user.signup') continue;
    const partnerId = referrers.get(fact.tenantId);
    const activatedAt = activations.get(fact.tenantId);
    if (partnerId === undefined || activatedAt === undefined) continue;
    const terms = termsOn(world.terms, fact.at);
    add(partnerId, terms.currency, BigInt(terms.signupRewardMinor), false);
    const then = termsOn(world.terms, activatedAt);
    add(partnerId, then.currency, BigInt(then.activationBonusMinor), false);
  }
  const returns = new Returns(facts);
  const teams = new Map<string, Of<'invoice.paid'>[]>();
  for (const fact of facts)
    if (fact.type === 'invoice.paid') teams.set(fact.tenantId, [...(teams.get(fact.tenantId) ?? []), fact]);
  for (const [tenantId, invoices] of teams) {
    const partnerId = referrers.get(tenantId);
    if (partnerId === undefined) continue;
    for (const { currency, amount, held } of commissions(world.terms, invoices, returns))
      add(partnerId, currency, amount, held);
  }
  return { earned, free };
}

/** A doubt that nobody confirmed is over after thirty days, so of the past year only confirmed ones are left. */
function flaggedPartners(facts: readonly Fact[]): ReadonlySet<string> {
  const confirmed = new Set<string>();
  for (const fact of facts)
    if (fact.type === 'flag.decided' && fact.verdict === 'confirmed') confirmed.add(fact.flagId);
  const partners = new Set<string>();
  for (const fact of facts)
    if (fact.type === 'flag.raised' && confirmed.has(fact.flagId)) partners.add(fact.partnerId);
  return partners;
}

function commissions(terms: readonly Terms[], invoices: readonly Of<'invoice.paid'>[], returns: Returns) {
  const collected = (invoice: Of<'invoice.paid'>) =>
    BigInt(Math.max(0, Math.min(invoice.paidMinor, invoice.exTaxMinor, invoice.eligibleMinor)));
  const order = invoices.filter((one) => collected(one) > 0n).sort((a, b) => a.at - b.at);
  const first = order[0]?.at ?? 0;
  let used = 0n;
  return order.flatMap((invoice, index) => {
    const { sale, saleMonths, saleInvoices, capPerReferralMinor } = termsOn(terms, invoice.at);
    if (sale.kind !== 'percent') throw new Error('the year knows shares of sales alone');
    const over = saleMonths !== null && invoice.at >= monthsAfter(first, saleMonths);
    if (over || (saleInvoices !== null && index >= saleInvoices)) return [];
    const share = (cash: bigint) => (cash * BigInt(sale.rateBps) * 2n + 10_000n) / 20_000n;
    const paid = BigInt(invoice.paidMinor);
    const left = (collected(invoice) * (paid - returns.of(invoice.invoiceId, paid))) / paid;
    const room = capPerReferralMinor === null ? undefined : BigInt(capPerReferralMinor) - used;
    used += share(collected(invoice));
    const amount = room === undefined || share(left) <= room ? share(left) : room > 0n ? room : 0n;
    return [{ currency: invoice.currency, amount, held: returns.disputed(invoice.invoiceId) }];
  });
}

/** What of each invoice went back. */
class Returns {
  private readonly sums = new Map<string, bigint>();
  private readonly open = new Set<string>();
  private readonly lost = new Set<string>();

  constructor(facts: readonly Fact[]) {
    for (const fact of facts) {
      if (fact.type === 'payment.refunded' || fact.type === 'credit_note.issued')
        this.sums.set(fact.invoiceId, (this.sums.get(fact.invoiceId) ?? 0n) + BigInt(fact.amountMinor));
      if (fact.type === 'dispute.opened') this.open.add(fact.invoiceId);
    }
    for (const fact of facts) {
      if (fact.type === 'dispute.lost') this.lost.add(fact.invoiceId);
      if (fact.type === 'dispute.lost' || fact.type === 'dispute.won') this.open.delete(fact.invoiceId);
    }
  }

  of(invoiceId: string, paid: bigint): bigint {
    const sum = this.sums.get(invoiceId) ?? 0n;
    return this.lost.has(invoiceId) || sum > paid ? paid : sum;
  }

  disputed(invoiceId: string): boolean {
    return this.open.has(invoiceId);
  }
}

function monthsAfter(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
