import { minorDigits, type Currency, type Minor } from './money.js';
import type { FactOf } from './fact.js';

export const RISK_RULES = [
  'fast_signup',
  'signup_burst',
  'same_company',
  'disposable_mail',
  'same_network',
  'same_device',
  'paid_ad',
  'large_commission',
  'refund_rate',
  'disputes',
  'shared_payout_account',
] as const;
export type RiskRule = (typeof RISK_RULES)[number];
export type Severity = 'low' | 'medium' | 'high';

/** Of these rules. Evidence names it, so that it can be read after the rules have changed. */
export const RULES_VERSION = 2;

const SEVERITIES: Readonly<Record<RiskRule, Severity>> = {
  fast_signup: 'medium',
  signup_burst: 'medium',
  same_company: 'high',
  disposable_mail: 'medium',
  same_network: 'medium',
  same_device: 'medium',
  paid_ad: 'low',
  large_commission: 'medium',
  refund_rate: 'high',
  disputes: 'high',
  shared_payout_account: 'high',
};

/** What a person raised by hand weighs most. */
export const severityOf = (rule: string): Severity =>
  rule in SEVERITIES ? SEVERITIES[rule as RiskRule] : 'high';

export interface Suspicion {
  readonly rule: RiskRule;
  /** Verdicts, figures and keyed digests; never an address, a name or a network. */
  readonly evidence: FactOf<'flag.raised'>['evidence'];
}

const MIN_TOUCH_TO_SIGNUP_MS = 3_000;
/** A code that brings more teams in an hour is worth a look. */
const SIGNUPS_AN_HOUR = 10;
const CUSTOMERS_FOR_A_RATE = 4;
const REFUND_RATE_PERCENT = 25;
const DISPUTED_INVOICES = 2;

export interface SignupSigns {
  /** Null where the visit was not remembered. */
  readonly sinceTouchMs: number | null;
  /** Teams that the same link brought in the hour that ends with this sign-up, itself included. */
  readonly sameLinkThisHour: number;
  /** Keyed digest of the domain, where the address is of a company that the partner or an earlier referral is of too. */
  readonly sharedCompany: string | null;
  readonly disposableMail: boolean;
  /** The visit came from a network from which the partner looked at their own pages on that day or the day beside it. */
  readonly partnerNetwork: boolean;
  /** The same for the browser in that network, where the terms have browsers compared. */
  readonly partnerDevice: boolean;
  /** Name of the parameter by which an advertiser marks a click that was paid for. */
  readonly paidAd: string | null;
}

/** Doubts about a team that somebody is said to have referred. None of them refuses; money waits for a person. */
export function signupSuspicions(signs: SignupSigns): Suspicion[] {
  const found: (Suspicion | false)[] = [
    signs.sinceTouchMs !== null &&
      signs.sinceTouchMs < MIN_TOUCH_TO_SIGNUP_MS && {
        rule: 'fast_signup',
        evidence: { sinceTouchMs: Math.max(0, signs.sinceTouchMs) },
      },
    signs.sameLinkThisHour > SIGNUPS_AN_HOUR && {
      rule: 'signup_burst',
      evidence: { signupsThisHour: signs.sameLinkThisHour },
    },
    signs.sharedCompany !== null && { rule: 'same_company', evidence: { match: signs.sharedCompany } },
    signs.disposableMail && { rule: 'disposable_mail', evidence: { disposable: true } },
    signs.partnerNetwork && { rule: 'same_network', evidence: { sameDay: true } },
    signs.partnerDevice && { rule: 'same_device', evidence: { sameDay: true } },
    signs.paidAd !== null && { rule: 'paid_ad', evidence: { match: signs.paidAd } },
  ];
  return found.filter((one) => one !== false);
}

/** @param units of the currency, whole ones; the terms say how many (`reviewAboveUnits`). */
export function saleSuspicions(commissionMinor: Minor, currency: Currency, units: number): Suspicion[] {
  return commissionMinor > units * 10 ** minorDigits(currency)
    ? [{ rule: 'large_commission', evidence: { commissionMinor, currency } }]
    : [];
}

export interface PartnerFigures {
  readonly customers: number;
  /** What they paid in one currency before returns, and what of it went back; the worst currency counts. */
  readonly paid: readonly { readonly grossMinor: Minor; readonly returnedMinor: Minor }[];
  readonly disputedInvoices: number;
}

/** Doubts about a partner as a whole. */
export function partnerSuspicions({ customers, paid, disputedInvoices }: PartnerFigures): Suspicion[] {
  const found: Suspicion[] = [];
  const percent = Math.max(
    0,
    ...paid.map(({ grossMinor, returnedMinor }) =>
      grossMinor > 0 ? Math.floor((returnedMinor * 100) / grossMinor) : 0,
    ),
  );
  if (customers >= CUSTOMERS_FOR_A_RATE && percent > REFUND_RATE_PERCENT)
    found.push({ rule: 'refund_rate', evidence: { customers, percent } });
  if (disputedInvoices >= DISPUTED_INVOICES) found.push({ rule: 'disputes', evidence: { disputedInvoices } });
  return found;
}
