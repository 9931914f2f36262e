import { z } from 'zod';
import { Money, Timestamp } from './common.js';

/** What stands on the page; the billing system has the whole history. */
export const MAX_SHOWN_INVOICES = 24;

export const PaidInvoice = z
  .object({
    /** As the billing system numbers it. */
    id: z.string(),
    paidAt: Timestamp,
    /** What arrived, tax included. */
    paid: Money,
    /** The part of `paid` that went back: refunds, credits, lost disputes. */
    returned: Money,
  })
  .meta({ id: 'PaidInvoice' });
export type PaidInvoice = z.infer<typeof PaidInvoice>;

/** What a team has agreed to and paid, as far as the installation's billing system has reported it. */
export const Billing = z
  .object({
    /** The subscription that began last; null where none was reported. */
    subscription: z.object({ plan: z.string(), since: Timestamp }).nullable(),
    /** Newest first. */
    invoices: z.array(PaidInvoice).max(MAX_SHOWN_INVOICES),
    /** What the team may do at once, its own number or else the installation's. */
    limits: z.object({ concurrentCalls: z.int(), requestsPerMinutePerKey: z.int() }),
  })
  .meta({ id: 'Billing' });
export type Billing = z.infer<typeof Billing>;
