import { z } from 'zod';
import { Email, Money, plainText, Timestamp, Uuid } from './common.js';
import { PartnerStatus } from './referrals.js';

/** ISO 3166-1, two capitals. */
const Country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two letters');

export const ApplyAsAffiliate = z
  .object({
    email: Email,
    /** Visitors read it in "Referred by …". */
    displayName: plainText(80, 2),
    country: Country,
    website: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
    /** How they mean to recommend us; the office reads it. */
    about: plainText(1_000).optional(),
  })
  .strict()
  .meta({ id: 'ApplyAsAffiliate' });
export type ApplyAsAffiliate = z.infer<typeof ApplyAsAffiliate>;

export const AffiliateSignIn = z.object({ email: Email }).strict().meta({ id: 'AffiliateSignIn' });
export type AffiliateSignIn = z.infer<typeof AffiliateSignIn>;

/** The same whether or not anybody has this address. */
export const LinkMailed = z.object({ mailed: z.literal(true) }).meta({ id: 'LinkMailed' });
export type LinkMailed = z.infer<typeof LinkMailed>;

const token = z.string().min(20).max(200);

export const AffiliateVerify = z.object({ token }).strict().meta({ id: 'AffiliateVerify' });
export type AffiliateVerify = z.infer<typeof AffiliateVerify>;

/** An affiliate who is signed in from now on, by a cookie of their own. */
export const AffiliateEntered = z
  .object({ partnerId: Uuid, status: PartnerStatus })
  .meta({ id: 'AffiliateEntered' });
export type AffiliateEntered = z.infer<typeof AffiliateEntered>;

/** The settings of the programme that anybody may know; who asks for an estimate computes with them. */
export const ReferralFigures = z
  .object({
    signupReward: Money,
    /** What a referred team has to do before its reward is earned. */
    signupRewardRequires: z.enum(['none', 'activation', 'first_paid_invoice']),
    activationBonus: Money,
    /** Of cash without taxes and after returns, in hundredths of a percent; null where sales earn otherwise or nothing. */
    saleRateBps: z.int().nullable(),
    /** For each paid invoice; null where sales earn a share or nothing. */
    saleFlat: Money.nullable(),
    /** Calendar months from the first paid invoice, and paid invoices, that earn; null: for good. */
    saleMonths: z.int().nullable(),
    saleInvoices: z.int().nullable(),
    /** Most that the sales of one team earn, in minor units of each currency. */
    saleCapMinor: z.int().nullable(),
    windowDays: z.number(),
    holdDays: z.number(),
    /** In the currency of the rewards; other currencies have their own. */
    minimumPayout: Money,
  })
  .meta({ id: 'ReferralFigures' });
export type ReferralFigures = z.infer<typeof ReferralFigures>;

/** What partners agree to, written out of the settings that the engine computes with. */
export const ReferralTermsDocument = z
  .object({
    version: z.int(),
    effectiveFrom: Timestamp,
    /** Of the text below; agreeing names it, so nobody agrees to words that they were not shown. */
    documentSha256: z.string().length(64),
    sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
    /** The same settings as numbers. */
    figures: ReferralFigures,
  })
  .meta({ id: 'ReferralTermsDocument' });
export type ReferralTermsDocument = z.infer<typeof ReferralTermsDocument>;

export const AcceptReferralTerms = z
  .object({ version: z.int().min(1), documentSha256: z.string().length(64) })
  .strict()
  .meta({ id: 'AcceptReferralTerms' });
export type AcceptReferralTerms = z.infer<typeof AcceptReferralTerms>;

/** The check digits of ISO 13616: the number, first four characters last, letters as numbers, leaves 1 divided by 97. */
function hasCheckDigits(iban: string): boolean {
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

const Iban = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, '').toUpperCase())
  .pipe(
    z
      .string()
      // Only what looks like an IBAN has check digits to compute.
      .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, { error: 'must be an IBAN', abort: true })
      .refine(hasCheckDigits, 'has a wrong check number'),
  );
const holder = plainText(140, 2);

/** Where a partner wants the money. Kept sealed; only the office sees it again, when it pays. */
export const PayoutMethodDetails = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('iban'), holder, iban: Iban }).strict(),
    z.object({ kind: z.literal('paypal'), email: Email }).strict(),
    z
      .object({
        kind: z.literal('bank'),
        holder,
        accountNumber: plainText(40, 4),
        /** Routing number, sort code or whatever tells banks apart there. */
        bankCode: plainText(40, 3),
        country: Country,
      })
      .strict(),
  ])
  .meta({ id: 'PayoutMethodDetails' });
export type PayoutMethodDetails = z.infer<typeof PayoutMethodDetails>;

export const PayoutMethod = z
  .object({
    id: Uuid,
    kind: z.enum(['iban', 'paypal', 'bank']),
    /** Enough for its owner to recognise it: `•••• 4711`. */
    hint: z.string(),
    /** By the link that was mailed; nothing is paid before. */
    confirmed: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: 'PayoutMethod' });
export type PayoutMethod = z.infer<typeof PayoutMethod>;

/** Null where there is none yet. */
export const MyPayoutMethod = z.object({ method: PayoutMethod.nullable() }).meta({ id: 'MyPayoutMethod' });
export type MyPayoutMethod = z.infer<typeof MyPayoutMethod>;

export const ConfirmPayoutMethod = z.object({ token }).strict().meta({ id: 'ConfirmPayoutMethod' });
export type ConfirmPayoutMethod = z.infer<typeof ConfirmPayoutMethod>;

export const LINK_DESTINATIONS = ['home', 'signup', 'affiliates'] as const;

/** Another link, with a code of one's own choice or a random one. */
export const CreateReferralLink = z
  .object({
    code: z
      .string()
      .trim()
      .toLowerCase()
      .min(4)
      .max(32)
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'may hold letters, digits and single hyphens')
      .optional(),
    destination: z.enum(LINK_DESTINATIONS).default('home'),
  })
  .strict()
  .meta({ id: 'CreateReferralLink' });
export type CreateReferralLink = z.infer<typeof CreateReferralLink>;
