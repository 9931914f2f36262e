import type { Fact } from '../../../src/modules/referrals/domain/fact.js';
import { DAY, idOf } from '../referral-directory.js';
import type { Random } from './random.js';

const CURRENCIES = ['USD', 'JPY', 'KWD'] as const;
const PROVIDER = 'acme';

/** What one team pays from its sign-up to the end of the year, and what of it goes back or is disputed. */
export function invoicesOf(
  team: number,
  signedUpAt: number,
  random: Random,
): { paid: Fact[]; returned: Fact[] } {
  const currency = random.one(CURRENCIES);
  const paid: Fact[] = [];
  const returned: Fact[] = [];
  for (let month = 0; month < 1 + random.below(9); month++) {
    const invoiceId = `in_${team}_${month}`;
    const at = signedUpAt + month * 31 * DAY + random.below(3 * DAY);
    const paidMinor = random.one([0, -250, 2_900, 9_901, 49_999, 1 + random.below(400_000)]);
    const exTaxMinor = paidMinor - Math.trunc(paidMinor / random.one([5, 6, 21]));
    const eligibleMinor = exTaxMinor - (random.chance(0.2) ? random.below(500) : 0);
    paid.push({
      type: 'invoice.paid',
      at,
      tenantId: idOf('tenant', team),
      provider: PROVIDER,
      invoiceId,
      currency,
      paidMinor,
      exTaxMinor,
      eligibleMinor,
    });
    returned.push(...returnsOf({ invoiceId, at, paidMinor, currency }, random));
  }
  return { paid, returned };
}

interface Invoice {
  readonly invoiceId: string;
  readonly at: number;
  readonly paidMinor: number;
  readonly currency: string;
}

function returnsOf({ invoiceId, at, paidMinor, currency }: Invoice, random: Random): Fact[] {
  const facts: Fact[] = [];
  const about = { provider: PROVIDER, invoiceId };
  const sum = Math.max(1, paidMinor);
  if (random.chance(0.12)) {
    // A part, all of it at once, all of it in pieces, or more than there was.
    const amounts = random.one([[1 + random.below(sum)], [sum], [1, Math.max(0, sum - 1)], [sum, sum]]);
    for (const [index, amountMinor] of amounts.entries())
      facts.push({
        type: 'payment.refunded',
        at: at + (index + 1) * DAY,
        ...about,
        refundId: `re_${invoiceId}_${index}`,
        currency,
        amountMinor,
      });
  }
  if (random.chance(0.03)) {
    const creditNoteId = `cn_${invoiceId}`;
    const amountMinor = random.below(sum);
    facts.push({
      type: 'credit_note.issued',
      at: at + 2 * DAY,
      ...about,
      creditNoteId,
      currency,
      amountMinor,
    });
  }
  if (random.chance(0.05)) {
    const dispute = { ...about, disputeId: `dp_${invoiceId}` };
    facts.push({ type: 'dispute.opened', at: at + 3 * DAY, ...dispute });
    const end = random.one(['dispute.won', 'dispute.lost', null] as const);
    if (end) facts.push({ type: end, at: at + 9 * DAY, ...dispute });
  }
  return facts;
}
