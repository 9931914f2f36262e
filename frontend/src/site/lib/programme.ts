import type { ReferralFigures } from '@orbisvoice/contracts';
import { formatMoney } from '../../lib/format.js';
import { percentOf, rewardWords, times } from '../../lib/reward-words.js';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/**
 * The terms that an installation begins with (backend, referrals/domain/terms.ts; a test holds the two together). They
 * stand in the page for whoever runs no script; for everybody else the script asks for those in force.
 */
export const FIRST_TERMS: ReferralFigures = {
  signupReward: usd(1_000),
  signupRewardRequires: 'activation',
  activationBonus: usd(0),
  saleRateBps: 2_000,
  saleFlat: null,
  saleMonths: 12,
  saleInvoices: null,
  saleCapMinor: null,
  windowDays: 60,
  holdDays: 30,
  minimumPayout: usd(5_000),
};

/** Each text of the page that the terms decide, by the name of its place. */
export const termsTexts = (figures: ReferralFigures): Record<string, string> => ({
  reward: figures.signupReward.amountMinor > 0 ? formatMoney(figures.signupReward) : 'A share',
  rewardWhen: REWARD_WHEN[figures.signupRewardRequires],
  share: shareOf(figures),
  length:
    figures.saleMonths === null ? 'for as long as it pays' : `for ${times(figures.saleMonths, 'month')}`,
  rewards: `You earn ${rewardWords(figures).join(', and ')}.`,
  window: times(figures.windowDays, 'day'),
  hold: times(figures.holdDays, 'day'),
  minimum: formatMoney(figures.minimumPayout),
});

const REWARD_WHEN = {
  none: 'once, when it signs up',
  activation: 'once, when it completes its first real call',
  first_paid_invoice: 'once, when it pays its first invoice',
} as const;

function shareOf({ saleRateBps, saleFlat }: ReferralFigures): string {
  if (saleRateBps !== null) return percentOf(saleRateBps);
  return saleFlat ? formatMoney(saleFlat) : 'Nothing';
}
