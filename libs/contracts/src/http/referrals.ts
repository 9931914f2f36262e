import { z } from 'zod';
import { Money, Timestamp, Uuid } from './common.js';

export const PARTNER_STATUSES = [
  'email_pending',
  'review_pending',
  'active',
  'suspended',
  'rejected',
  'closed',
] as const;
export const PartnerStatus = z.enum(PARTNER_STATUSES);
export type PartnerStatus = z.infer<typeof PartnerStatus>;

export const ReferralLink = z
  .object({
    id: Uuid,
    code: z.string(),
    url: z.string(),
    /** A page of ours by name: `home`, `signup`, `affiliates`. */
    destination: z.string(),
    createdAt: Timestamp,
    /** A retired code brings nobody any more, and is never given to somebody else. */
    retiredAt: Timestamp.nullable(),
  })
  .meta({ id: 'ReferralLink' });
export type ReferralLink = z.infer<typeof ReferralLink>;

export const ReferralProfile = z
  .object({
    partnerId: Uuid,
    kind: z.enum(['customer', 'affiliate']),
    status: PartnerStatus,
    /** The version in force, and whether this partner agreed to it. */
    terms: z.object({
      version: z.int(),
      accepted: z.boolean(),
      /** Every version that this partner agreed to, newest first, by the digest of the words that were shown. */
      acceptances: z.array(
        z.object({ version: z.int(), documentSha256: z.string().length(64), acceptedAt: Timestamp }),
      ),
    }),
    payoutMethodConfirmed: z.boolean(),
    links: z.array(ReferralLink),
    /** Ready to be sent on; each names the first live link and says that it is a recommendation. */
    shareTexts: z.array(z.object({ channel: z.enum(['short', 'mail', 'social']), text: z.string() })),
    /** Clicks of people only; bots, previews and repetitions do not count. */
    counts: z.object({ clicks: z.int(), signups: z.int(), activations: z.int(), customers: z.int() }),
  })
  .meta({ id: 'ReferralProfile' });
export type ReferralProfile = z.infer<typeof ReferralProfile>;

export const EarningsLine = z
  .object({
    kind: z.enum(['signup', 'activation', 'sale', 'adjustment']),
    count: z.int(),
    /** For fixed rewards: `count × unit = amount`. */
    unit: Money.nullable(),
    /** For shares of sales, in hundredths of a percent, and the cash that it is taken of. */
    rateBps: z.int().nullable(),
    base: Money.nullable(),
    amount: Money,
  })
  .meta({ id: 'EarningsLine' });
export type EarningsLine = z.infer<typeof EarningsLine>;

export const EarningsAccount = z
  .object({
    currency: z.string(),
    /** Sum of the lines: everything earned so far, less what was taken back. */
    lifetime: Money,
    /** Not yet qualified, or on its ordinary hold. */
    pending: Money,
    /** Waits for a dispute, a review or a correction. */
    held: Money,
    available: Money,
    /** Reserved for a payout, or on its way. */
    inPayout: Money,
    paid: Money,
    balance: Money,
    /** Cash that customers took back, by refunds, credits and lost disputes; its share is in no line. */
    returned: Money,
    minimumPayout: Money,
    lines: z.array(EarningsLine),
  })
  .meta({ id: 'EarningsAccount' });
export type EarningsAccount = z.infer<typeof EarningsAccount>;

/** One account for each currency; nothing is ever converted. */
export const ReferralEarnings = z
  .object({ asOf: Timestamp, accounts: z.array(EarningsAccount) })
  .meta({ id: 'ReferralEarnings' });
export type ReferralEarnings = z.infer<typeof ReferralEarnings>;

/** One referred team, as far as its referrer may know it. */
export const ReferredTeam = z
  .object({
    id: Uuid,
    /** `j•••@company.com`; null where it is not known any more. */
    name: z.string().nullable(),
    channel: z.enum(['code', 'param', 'cookie', 'manual']),
    signedUpAt: Timestamp,
    activated: z.boolean(),
    paying: z.boolean(),
    earned: z.array(Money),
  })
  .meta({ id: 'ReferredTeam' });
export type ReferredTeam = z.infer<typeof ReferredTeam>;

/** The sum is never the client's to say: a payout is all that is available. */
export const RequestPayout = z
  .object({ currency: z.string().regex(/^[A-Z]{3}$/) })
  .meta({ id: 'RequestPayout' });
export type RequestPayout = z.infer<typeof RequestPayout>;

export const PAYOUT_STATES = [
  'reserved',
  'approved',
  'sent',
  'paid',
  'failed',
  'cancelled',
  'returned',
] as const;

export const ReferralPayout = z
  .object({
    id: Uuid,
    amount: Money,
    state: z.enum(PAYOUT_STATES),
    reference: z.string().nullable(),
    requestedAt: Timestamp,
    paidAt: Timestamp.nullable(),
  })
  .meta({ id: 'ReferralPayout' });
export type ReferralPayout = z.infer<typeof ReferralPayout>;

/** Who refers under a code, as far as a visitor may know. */
export const Referrer = z
  .object({
    code: z.string(),
    /** An affiliate's public name or a customer's first name. */
    name: z.string().nullable(),
  })
  .meta({ id: 'Referrer' });
export type Referrer = z.infer<typeof Referrer>;

/** Who referred a team, and whether the team may still take that away. */
export const TeamReferrer = z
  .object({ referrer: Referrer.nullable(), removable: z.boolean() })
  .meta({ id: 'TeamReferrer' });
export type TeamReferrer = z.infer<typeof TeamReferrer>;

export const ReferrerQuery = z.object({ ref: z.string().trim().min(1).max(64).optional() });
export type ReferrerQuery = z.infer<typeof ReferrerQuery>;

export const VisitReferrer = z
  .object({
    referrer: Referrer.nullable(),
    /** The browser remembers the visit by itself, so sign-up needs no `referralParam`. */
    stored: z.boolean(),
    /** The page should ask its visitor whether their browser may remember who brought them: `POST /referrals/visit`. */
    ask: z.boolean(),
    /** For how many days it does by the terms in force; null where nobody brought them. */
    days: z.int().nullable(),
  })
  .meta({ id: 'VisitReferrer' });
export type VisitReferrer = z.infer<typeof VisitReferrer>;

/** The visitor agreed that this browser remembers who brought them. */
export const RememberVisit = z
  .object({ ref: z.string().trim().min(1).max(64) })
  .meta({ id: 'RememberVisit' });
export type RememberVisit = z.infer<typeof RememberVisit>;
