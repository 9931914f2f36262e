import { z } from 'zod';
import { PageQuery, plainText, Timestamp, Uuid } from './common.js';

const amount = z.int().min(0);
const currency = z.string().regex(/^[A-Z]{3}$/);

const Sale = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('percent'), rateBps: z.int().min(0).max(10_000) }),
  /** A fixed sum for each paid invoice in the currency of the rewards. */
  z.object({ kind: z.literal('flat'), amountMinor: amount }),
]);

/** What the programme pays for, and when. Amounts in minor units, spans in milliseconds. */
export const ReferralTermsSettings = z
  .object({
    model: z.enum(['last_touch', 'first_touch']),
    windowMs: z.int().min(0),
    holdMs: z.int().min(0),
    /** Currency of the rewards that are fixed sums. Commissions on sales are in the currency of the invoice. */
    currency,
    signupRewardMinor: amount,
    signupRewardRequires: z.enum(['none', 'activation', 'first_paid_invoice']),
    activationBonusMinor: amount,
    sale: Sale,
    /** Calendar months from the first paid invoice; null: for good. */
    saleMonths: z.int().min(1).nullable(),
    saleInvoices: z.int().min(1).nullable(),
    /** Most that all sales of one referred team may earn, in each currency; null: no bound. */
    capPerReferralMinor: amount.nullable(),
    /** In whole units (50 is 50.00 EUR or 50 JPY), unless the currency has an entry of its own in minor units. */
    minimumPayout: z.object({ units: z.int().min(0), minor: z.record(currency, amount) }),
    /** A commission for one invoice above so many whole units of its currency waits until a person has looked at it. */
    reviewAboveUnits: z.int().min(1).default(1_000),
    /**
     * Whether browsers of partners and of those who follow their links are compared, as keyed digests that are gone after
     * two days. Only where the installation has asked people for it; partners agree to it with these terms.
     */
    compareDevices: z.boolean().default(false),
  })
  .meta({ id: 'ReferralTermsSettings' });
export type ReferralTermsSettings = z.infer<typeof ReferralTermsSettings>;

/** Partners are told ahead of time. */
export const TERMS_NOTICE_DAYS = 7;

export const PublishReferralTerms = z
  .object({
    settings: ReferralTermsSettings,
    /** At least seven days ahead. */
    effectiveFrom: Timestamp,
    reason: plainText(2_000, 3),
  })
  .strict()
  .meta({ id: 'PublishReferralTerms' });
export type PublishReferralTerms = z.infer<typeof PublishReferralTerms>;

export const ReferralTermsVersion = z
  .object({
    version: z.int(),
    effectiveFrom: Timestamp,
    settings: ReferralTermsSettings,
    /** When it was published, and why. */
    publishedAt: Timestamp,
    reason: z.string(),
    /** How many partners have agreed to it. */
    agreements: z.int(),
  })
  .meta({ id: 'ReferralTermsVersion' });
export type ReferralTermsVersion = z.infer<typeof ReferralTermsVersion>;

export const ReferralAgreementsQuery = PageQuery.extend({ version: z.coerce.number().int().min(1) });
export type ReferralAgreementsQuery = z.infer<typeof ReferralAgreementsQuery>;

/** Who agreed to a version of the terms, and to which words of it. */
export const ReferralAgreement = z
  .object({
    partnerId: Uuid,
    kind: z.enum(['customer', 'affiliate']),
    /** The public name; null where there is none or where the person was forgotten. */
    displayName: z.string().nullable(),
    documentSha256: z.string(),
    agreedAt: Timestamp,
  })
  .meta({ id: 'ReferralAgreement' });
export type ReferralAgreement = z.infer<typeof ReferralAgreement>;
