import type { ReferralTermsSettings } from '@orbisvoice/contracts';
import { formatMoney } from '../../../lib/format.js';
import { percentOf, times } from '@orbisvoice/contracts/words';

const DAY_MS = 86_400_000;
const REQUIRES = {
  none: 'when it signs up',
  activation: 'with its first real call',
  first_paid_invoice: 'with its first paid invoice',
} as const;

/** The settings of a version, a line for each. */
export function termsWords(settings: ReferralTermsSettings): string[] {
  const { currency, minimumPayout, capPerReferralMinor } = settings;
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency });
  const minimums = Object.entries(minimumPayout.minor).map(([code, amountMinor]) =>
    formatMoney({ amountMinor, currency: code }),
  );
  return [
    `${money(settings.signupRewardMinor)} for a team ${REQUIRES[settings.signupRewardRequires]}`,
    ...(settings.activationBonusMinor > 0
      ? [`${money(settings.activationBonusMinor)} more with its first real call`]
      : []),
    saleWords(settings),
    ...(capPerReferralMinor === null
      ? []
      : [`at most ${capPerReferralMinor.toLocaleString('en')} minor units from one team`]),
    `${settings.model === 'last_touch' ? 'Last' : 'First'} link within ${times(settings.windowMs / DAY_MS, 'day')}, hold ${times(settings.holdMs / DAY_MS, 'day')}`,
    `Payouts from ${[`${minimumPayout.units} units`, ...minimums].join(', ')}; looked at above ${times(settings.reviewAboveUnits, 'unit')}`,
    ...(settings.compareDevices ? ['Browsers of partners and visitors are compared'] : []),
  ];
}

function saleWords({ sale, currency, saleMonths, saleInvoices }: ReferralTermsSettings): string {
  if (sale.kind === 'none') return 'Nothing of sales';
  const what =
    sale.kind === 'percent'
      ? `${percentOf(sale.rateBps)} of cash collected`
      : `${formatMoney({ amountMinor: sale.amountMinor, currency })} for each paid invoice`;
  const bounds = [
    ...(saleMonths === null ? [] : [`for ${times(saleMonths, 'month')}`]),
    ...(saleInvoices === null ? [] : [`for ${times(saleInvoices, 'invoice')}`]),
  ];
  return [what, ...bounds].join(', ');
}
