import type { PublishReferralTerms, ReferralTermsSettings } from '@orbisvoice/contracts';
import type { FieldError, FieldErrors, Resolver, ResolverSuccess } from 'react-hook-form';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { minorOf } from './adjustment.mapping.js';

const DAY_MS = 86_400_000;

/** Terms as people write them: days, percent, `12.50`; empty where there is no bound. */
export interface TermsValues {
  model: ReferralTermsSettings['model'];
  windowDays: string;
  holdDays: string;
  currency: string;
  signupReward: string;
  signupRewardRequires: ReferralTermsSettings['signupRewardRequires'];
  activationBonus: string;
  saleKind: ReferralTermsSettings['sale']['kind'];
  saleRate: string;
  saleFlat: string;
  saleMonths: string;
  saleInvoices: string;
  minimumPayout: string;
  reviewAbove: string;
  compareDevices: boolean;
  /** A day; the terms begin with it, UTC. */
  effectiveFrom: string;
  reason: string;
}

const decimal = (amountMinor: number, currency: string): string => {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (amountMinor / 10 ** digits).toFixed(digits);
};
const orEmpty = (value: number | null): string => (value === null ? '' : String(value));

/** What a new version begins with: the settings of the newest one. */
export const toTermsValues = (settings: ReferralTermsSettings): TermsValues => ({
  model: settings.model,
  windowDays: String(settings.windowMs / DAY_MS),
  holdDays: String(settings.holdMs / DAY_MS),
  currency: settings.currency,
  signupReward: decimal(settings.signupRewardMinor, settings.currency),
  signupRewardRequires: settings.signupRewardRequires,
  activationBonus: decimal(settings.activationBonusMinor, settings.currency),
  saleKind: settings.sale.kind,
  saleRate: settings.sale.kind === 'percent' ? String(settings.sale.rateBps / 100) : '20',
  saleFlat: settings.sale.kind === 'flat' ? decimal(settings.sale.amountMinor, settings.currency) : '',
  saleMonths: orEmpty(settings.saleMonths),
  saleInvoices: orEmpty(settings.saleInvoices),
  minimumPayout: String(settings.minimumPayout.units),
  reviewAbove: String(settings.reviewAboveUnits),
  compareDevices: settings.compareDevices,
  effectiveFrom: '',
  reason: '',
});

/** NaN where it is no whole number; the contract then says what is wrong. */
const whole = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : NaN);
const wholeOrNull = (text: string): number | null => (text.trim() === '' ? null : whole(text));
/** `12.5` percent is 1250: at most two places. */
const basisPoints = (text: string): number =>
  /^\d+([.,]\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(',', '.')) * 100) : NaN;

/** What no form field stands for (a cap, minimums of single currencies) stays as it was in the newest version. */
export function toPublishTerms(values: TermsValues, newest: ReferralTermsSettings): PublishReferralTerms {
  const currency = values.currency.trim().toUpperCase();
  const sale = {
    none: { kind: 'none' as const },
    percent: { kind: 'percent' as const, rateBps: basisPoints(values.saleRate) },
    flat: { kind: 'flat' as const, amountMinor: minorOf(values.saleFlat, currency) },
  }[values.saleKind];
  return {
    settings: {
      ...newest,
      model: values.model,
      windowMs: whole(values.windowDays) * DAY_MS,
      holdMs: whole(values.holdDays) * DAY_MS,
      currency,
      signupRewardMinor: minorOf(values.signupReward, currency),
      signupRewardRequires: values.signupRewardRequires,
      activationBonusMinor: minorOf(values.activationBonus, currency),
      sale,
      saleMonths: wholeOrNull(values.saleMonths),
      saleInvoices: wholeOrNull(values.saleInvoices),
      minimumPayout: { ...newest.minimumPayout, units: whole(values.minimumPayout) },
      reviewAboveUnits: whole(values.reviewAbove),
      compareDevices: values.compareDevices,
    },
    effectiveFrom: values.effectiveFrom === '' ? '' : `${values.effectiveFrom}T00:00:00.000Z`,
    reason: values.reason,
  };
}

/** Which field stands for which setting of the contract. */
const FIELD_OF: Readonly<Record<string, keyof TermsValues>> = {
  windowMs: 'windowDays',
  holdMs: 'holdDays',
  currency: 'currency',
  signupRewardMinor: 'signupReward',
  activationBonusMinor: 'activationBonus',
  'sale.rateBps': 'saleRate',
  'sale.amountMinor': 'saleFlat',
  saleMonths: 'saleMonths',
  saleInvoices: 'saleInvoices',
  'minimumPayout.units': 'minimumPayout',
  reviewAboveUnits: 'reviewAbove',
};

type Complaints = { [name: string]: FieldError | Complaints | undefined };

/** What the contract says of a setting stands at the field into which it was typed. */
export function termsErrors({ settings, ...others }: Complaints): FieldErrors<TermsValues> {
  const found: Record<string, FieldError> = {};
  for (const [name, error] of Object.entries(others)) if (error) found[name] = error as FieldError;
  const within = (settings ?? {}) as Complaints;
  for (const [path, field] of Object.entries(FIELD_OF)) {
    const [head = '', tail] = path.split('.');
    const error = tail === undefined ? within[head] : (within[head] as Complaints | undefined)?.[tail];
    if (error) found[field] = { type: 'contract', message: wordsOf(field, error as FieldError) };
  }
  return found as FieldErrors<TermsValues>;
}

/** The contract counts in basis points and minor units, and people write neither. */
const DECIMAL: ReadonlySet<string> = new Set(['saleRate', 'saleFlat', 'signupReward', 'activationBonus']);

const wordsOf = (field: string, { message = '' }: FieldError): string =>
  DECIMAL.has(field) && !message.startsWith('Must be') ? 'Enter a number such as 12.50.' : message;

const resolve = contractResolver(({ PublishReferralTerms: contract }) => contract);

/** @param newest settings of which the form does not ask are taken from there. */
export const termsResolver =
  (newest: ReferralTermsSettings): Resolver<TermsValues, unknown, PublishReferralTerms> =>
  async (values, context, options) => {
    const answer = await resolve(toPublishTerms(values, newest), context, options as never);
    if (Object.keys(answer.errors).length === 0) return answer as ResolverSuccess<PublishReferralTerms>;
    return { values: {}, errors: termsErrors(answer.errors as Complaints) };
  };
