import type { ReferralFigures } from '@orbisvoice/contracts';
import { formatMoney } from './format.js';

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
