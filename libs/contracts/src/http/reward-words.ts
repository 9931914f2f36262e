import { formatMoney } from './money-words.js';
import type { ReferralFigures } from './affiliates.js';

export const percentOf = (rateBps: number): string => `${rateBps / 100} %`;

export const times = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** What one earns, in one sentence for each way. */
export function rewardWords(figures: ReferralFigures): string[] {
  const { signupReward, signupRewardRequires, activationBonus, saleRateBps, saleFlat } = figures;
  const once = {
    none: 'signs up',
    activation: 'signs up and completes its first real call',
    first_paid_invoice: 'signs up and pays its first invoice',
  }[signupRewardRequires];
  return [
    ...(signupReward.amountMinor > 0 ? [`${formatMoney(signupReward)} for each team that ${once}`] : []),
    ...(activationBonus.amountMinor > 0
      ? [`${formatMoney(activationBonus)} more with its first real call`]
      : []),
    ...(saleRateBps === null
      ? []
      : [`${percentOf(saleRateBps)} of what it pays us${durationWords(figures)}`]),
    ...(saleFlat ? [`${formatMoney(saleFlat)} for each invoice that it pays${durationWords(figures)}`] : []),
  ];
}

const durationWords = ({ saleMonths, saleInvoices }: ReferralFigures): string =>
  (saleMonths === null ? '' : `, for ${times(saleMonths, 'month')}`) +
  (saleInvoices === null
    ? ''
    : `, for its first ${saleInvoices === 1 ? 'invoice' : times(saleInvoices, 'invoice')}`);

/** Each text of the affiliate page that the terms decide, by the name of its place (`data-terms`). */
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
