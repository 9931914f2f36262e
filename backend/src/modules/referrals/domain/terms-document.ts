import { minorDigits, type Currency, type Minor } from './money.js';
import type { Terms } from './terms.js';

export interface Section {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

const DAY_MS = 86_400_000;

/** `10.00 USD`, written by us and not by a locale, since agreements hash these words. */
export function plainMoney(amountMinor: Minor, currency: Currency): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = amountMinor < 0 ? '-' : '';
  return `${sign}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''} ${currency}`;
}

/** The agreement with partners, written out of the very settings that the engine computes with. */
export function documentOf(terms: Terms): Section[] {
  return [
    { heading: 'What you earn', paragraphs: earnings(terms) },
    { heading: 'Who counts as yours', paragraphs: attribution(terms) },
    { heading: 'When money is yours to take', paragraphs: holds(terms) },
    {
      heading: 'How to recommend us',
      paragraphs: [
        'Say clearly and where it is seen, next to your link, that you may be paid for your recommendation.',
        'Do not refer yourself, your own team, or somebody who refers you in return. Do not buy for the reward.',
        'Do not bid on our name or on misspellings of it in advertising, do not send unasked-for mail, and do not place our link where nobody asked for it or can see it.',
        'Say about OrbisVoice what is true. Do not speak as if you were us.',
      ],
    },
    {
      heading: 'The end',
      paragraphs: [
        'You may leave at any time. We may end the programme for you, with the reason; what you had earned by honest means until then is paid.',
        'Where an account is not used for two years and holds less than the smallest payout, it may be closed.',
        'New terms come as a new version, by mail and ahead of time. They never change what was earned before them. You keep earning under your old links, and agree anew before the next payout.',
      ],
    },
  ];
}

function earnings(terms: Terms): string[] {
  const words: string[] = [];
  const { signupRewardMinor, signupRewardRequires, activationBonusMinor, sale, currency } = terms;
  const once = {
    none: 'signs up',
    activation: 'signs up and completes its first real call',
    first_paid_invoice: 'signs up and pays its first invoice',
  }[signupRewardRequires];
  if (signupRewardMinor > 0)
    words.push(`${plainMoney(signupRewardMinor, currency)} for each new team that ${once}.`);
  if (activationBonusMinor > 0)
    words.push(`${plainMoney(activationBonusMinor, currency)} more with the team’s first real call.`);
  if (sale.kind === 'percent')
    words.push(
      `${sale.rateBps / 100} % of what the team pays us, without taxes and after returns${duration(terms)}.`,
    );
  if (sale.kind === 'flat')
    words.push(`${plainMoney(sale.amountMinor, currency)} for each paid invoice${duration(terms)}.`);
  if (terms.capPerReferralMinor !== null)
    words.push(
      `Sales of one team earn at most ${terms.capPerReferralMinor} in the smallest unit of each currency.`,
    );
  words.push('A commission is in the currency of the invoice. Nothing is converted.');
  return words;
}

function duration({ saleMonths, saleInvoices }: Terms): string {
  const months = saleMonths === null ? '' : `, for ${saleMonths} months from its first paid invoice`;
  const invoices = saleInvoices === null ? '' : `, for its first ${saleInvoices} paid invoices`;
  return `${months}${invoices}`;
}

const attribution = ({ model, windowMs, compareDevices }: Terms): string[] => [
  `Whoever signs up within ${windowMs / DAY_MS} days of following your link, or types your code, is yours. Where several links were followed, the ${model === 'last_touch' ? 'last' : 'first'} one counts.`,
  'This is decided once, at sign-up. The visitor sees who referred them and may take it off.',
  'You see how many came and their masked addresses, and never their data.',
  ...(compareDevices
    ? [
        'When you look at your own pages we remember for two days, as a digest that nobody can read, which browser you used from which network, to tell your own visits from those of others. By agreeing you consent to it. A browser that asks not to be tracked is left out.',
      ]
    : []),
];

const holds = ({ holdMs, minimumPayout }: Terms): string[] => [
  `Each commission waits ${holdMs / DAY_MS} days, and longer while a dispute or a review about it is open.`,
  'Refunds and lost disputes take their part of a commission back, also after it was paid; the next payout is then smaller.',
  `You ask for a payout yourself, from ${minimumPayout.units} units of a currency on, after you have confirmed where the money should go.`,
];
