import type { ReferralTermsSettings } from '@orbisvoice/contracts';
import { minorDigits, type Currency, type Minor } from './money.js';

const DAY_MS = 86_400_000;

export type TermsSettings = ReferralTermsSettings;

/** Never changed once in force: new terms are a new version, and the past keeps its own. */
export interface Terms extends TermsSettings {
  readonly version: number;
  readonly effectiveFrom: number;
}

export const DEFAULT_SETTINGS: TermsSettings = {
  model: 'last_touch',
  windowMs: 60 * DAY_MS,
  holdMs: 30 * DAY_MS,
  currency: 'USD',
  signupRewardMinor: 1_000,
  signupRewardRequires: 'activation',
  activationBonusMinor: 0,
  sale: { kind: 'percent', rateBps: 2_000 },
  saleMonths: 12,
  saleInvoices: null,
  capPerReferralMinor: null,
  minimumPayout: { units: 50, minor: {} },
  reviewAboveUnits: 1_000,
  compareDevices: false,
};

/**
 * The terms in force when a thing happened, however late we hear of it.
 * @throws where no version covers the instant; the first one starts at 1970.
 */
export function termsAt(versions: readonly Terms[], at: number): Terms {
  let found: Terms | undefined;
  for (const terms of versions)
    if (terms.effectiveFrom <= at && (!found || terms.effectiveFrom >= found.effectiveFrom)) found = terms;
  if (!found) throw new RangeError('no terms were in force at that time');
  return found;
}

export const minimumPayoutOf = ({ minimumPayout }: TermsSettings, currencyOfPayout: Currency): Minor =>
  minimumPayout.minor[currencyOfPayout] ?? minimumPayout.units * 10 ** minorDigits(currencyOfPayout);
