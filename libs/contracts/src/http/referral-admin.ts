import { z } from 'zod';
import { PayoutMethodDetails } from './affiliates.js';
import { Money, PageQuery, plainText, Timestamp, Uuid } from './common.js';
import { PARTNER_STATUSES, PAYOUT_STATES, ReferralPayout } from './referrals.js';

/** Money never moves by hand without words that say why. */
const reason = plainText(2_000, 3);

export const WithReason = z.object({ reason }).meta({ id: 'WithReason' });
export type WithReason = z.infer<typeof WithReason>;

export const OverrideAttribution = z
  .object({ tenantId: Uuid, /** Null: nobody. */ partnerId: Uuid.nullable(), reason })
  .meta({ id: 'OverrideAttribution' });
export type OverrideAttribution = z.infer<typeof OverrideAttribution>;

export const AdjustCommission = z
  .object({
    partnerId: Uuid,
    amount: Money.refine(({ amountMinor }) => amountMinor !== 0, 'must not be 0'),
    reason,
  })
  .meta({ id: 'AdjustCommission' });
export type AdjustCommission = z.infer<typeof AdjustCommission>;

export const RaiseFlag = z
  .object({
    partnerId: Uuid,
    /** Null: all that the partner earned waits. */ tenantId: Uuid.nullable(),
    reason,
  })
  .meta({ id: 'RaiseFlag' });
export type RaiseFlag = z.infer<typeof RaiseFlag>;

export const DecideFlag = z
  .object({ verdict: z.enum(['confirmed', 'dismissed']), reason })
  .meta({ id: 'DecideFlag' });
export type DecideFlag = z.infer<typeof DecideFlag>;

export const ResolveConflict = z
  .object({ /** Of the variant that is true. */ digest: z.string().length(64), reason })
  .meta({ id: 'ResolveConflict' });
export type ResolveConflict = z.infer<typeof ResolveConflict>;

export const PayPayout = z
  .object({ /** The bank's or processor's own number. */ reference: plainText(200), reason })
  .meta({ id: 'PayPayout' });
export type PayPayout = z.infer<typeof PayPayout>;

export const ChangePartnerStatus = z
  .object({ status: z.enum(['active', 'suspended', 'rejected', 'closed']), reason })
  .meta({ id: 'ChangePartnerStatus' });
export type ChangePartnerStatus = z.infer<typeof ChangePartnerStatus>;

/** Under which key an operation stands among the facts. */
export const OperationReceipt = z.object({ naturalKey: z.string() }).meta({ id: 'OperationReceipt' });
export type OperationReceipt = z.infer<typeof OperationReceipt>;

export const AdminPartner = z
  .object({
    id: Uuid,
    kind: z.enum(['customer', 'affiliate']),
    displayName: z.string().nullable(),
    status: z.enum(PARTNER_STATUSES),
    codes: z.array(z.string()),
    signups: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'AdminPartner' });
export type AdminPartner = z.infer<typeof AdminPartner>;

export const AdminPayout = ReferralPayout.extend({ partnerId: Uuid, requestedBy: Uuid }).meta({
  id: 'AdminPayout',
});
export type AdminPayout = z.infer<typeof AdminPayout>;

/** Where a payout goes. Nulls where its owner was forgotten. */
export const AdminPayoutMethod = z
  .object({
    details: PayoutMethodDetails.nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'AdminPayoutMethod' });
export type AdminPayoutMethod = z.infer<typeof AdminPayoutMethod>;

/** What the office may know of one partner. */
export const AdminPartnerFile = z
  .object({
    id: Uuid,
    kind: z.enum(['customer', 'affiliate']),
    status: z.enum(PARTNER_STATUSES),
    name: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
    about: z.string().nullable(),
    steps: z.array(z.object({ status: z.enum(PARTNER_STATUSES), at: Timestamp, reason: z.string() })),
  })
  .meta({ id: 'AdminPartnerFile' });
export type AdminPartnerFile = z.infer<typeof AdminPartnerFile>;

export const AdminPartnersQuery = PageQuery.extend({
  /** Part of a public name or a code, in any case, or a whole id. */
  q: z.string().trim().max(100).optional(),
  status: z.enum(PARTNER_STATUSES).optional(),
});
export type AdminPartnersQuery = z.infer<typeof AdminPartnersQuery>;

export const AdminPayoutsQuery = PageQuery.extend({ state: z.enum(PAYOUT_STATES).optional() });
export type AdminPayoutsQuery = z.infer<typeof AdminPayoutsQuery>;

export const AdminFlag = z
  .object({
    id: Uuid,
    partnerId: Uuid,
    tenantId: Uuid.nullable(),
    /** `by_hand`, or the rule that found it. */
    rule: z.string(),
    severity: z.enum(['low', 'medium', 'high']),
    /** Figures, verdicts and keyed digests; no address, name or network. */
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    state: z.enum(['open', 'confirmed', 'dismissed', 'expired']),
    raisedAt: Timestamp,
  })
  .meta({ id: 'AdminFlag' });
export type AdminFlag = z.infer<typeof AdminFlag>;

export const AdminConflict = z
  .object({
    /** For the path of the route that resolves it. */
    id: z.string(),
    naturalKey: z.string(),
    variants: z.array(z.object({ digest: z.string(), fact: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'AdminConflict' });
export type AdminConflict = z.infer<typeof AdminConflict>;

/** The other referral system that is told of what happens here, if one is configured. */
export const AdminMirror = z
  .object({
    mirror: z.string(),
    words: z.string(),
    reachable: z.boolean(),
    capabilities: z.array(z.string()),
    warnings: z.array(z.string()),
    /** How many copies are in which state. */
    deliveries: z.record(z.string(), z.int()),
    /** Copies that wait for a person, oldest first. */
    parked: z.array(
      z.object({
        naturalKey: z.string(),
        state: z.string(),
        lastStatus: z.string().nullable(),
        updatedAt: Timestamp,
      }),
    ),
  })
  .meta({ id: 'AdminMirror' });
export type AdminMirror = z.infer<typeof AdminMirror>;

export const SettleMirrorDelivery = z
  .object({ naturalKey: z.string().min(1).max(500), verdict: z.enum(['arrived', 'send_again']), reason })
  .meta({ id: 'SettleMirrorDelivery' });
export type SettleMirrorDelivery = z.infer<typeof SettleMirrorDelivery>;

export const ServiceNotice = z
  .object({ services: z.array(z.record(z.string(), z.unknown())) })
  .meta({ id: 'ServiceNotice' });
export type ServiceNotice = z.infer<typeof ServiceNotice>;

export const REFERRAL_DATASETS = ['commissions', 'ledger', 'payouts', 'partner_year', 'ap_bills'] as const;
const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');

export const ReferralExportQuery = z
  .object({
    dataset: z.enum(REFERRAL_DATASETS),
    /** First and last day, UTC, both included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    /** A byte order mark, which one spreadsheet program needs to see UTF-8 and importers dislike. */
    bom: flag,
    /** Names and addresses of partners, which are left out unless asked for. */
    people: flag,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' });
export type ReferralExportQuery = z.infer<typeof ReferralExportQuery>;

/** Teams that were referred and signed up in one week, from Monday, UTC. Their number stays the denominator. */
export const ReferralCohort = z
  .object({
    week: z.iso.date(),
    /** False while the week is going on. */
    complete: z.boolean(),
    signups: z.int(),
    activatedWithinDays: z.object({ 7: z.int(), 14: z.int(), 30: z.int() }),
    paidWithinDays: z.object({ 30: z.int(), 60: z.int(), 90: z.int() }),
    /** By month since sign-up and currency; revenue is what commission is paid of, after returns. */
    months: z.array(z.object({ month: z.int(), revenue: Money, returned: Money, commission: Money })),
  })
  .meta({ id: 'ReferralCohort' });
export type ReferralCohort = z.infer<typeof ReferralCohort>;

export const ReferralAnalytics = z
  .object({ asOf: Timestamp, cohorts: z.array(ReferralCohort) })
  .meta({ id: 'ReferralAnalytics' });
export type ReferralAnalytics = z.infer<typeof ReferralAnalytics>;
