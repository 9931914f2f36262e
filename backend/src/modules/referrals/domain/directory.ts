import type { Terms } from './terms.js';

export type PartnerStatus =
  'email_pending' | 'review_pending' | 'active' | 'suspended' | 'rejected' | 'closed';

/** Somebody who refers: a customer with an account here, or an affiliate from outside. */
export interface Partner {
  readonly id: string;
  readonly userId: string | null;
  /** The team of a customer's own; referring it would be referring oneself. */
  readonly homeTenantId: string | null;
  readonly emailKey: string | null;
  /** Oldest first and only ever appended to, so that "active at that time" never changes. */
  readonly statuses: readonly { readonly status: PartnerStatus; readonly at: number }[];
}

export interface Link {
  readonly id: string;
  /** Lower case; belongs to this link for good, also after it is retired. */
  readonly code: string;
  readonly partnerId: string;
  readonly createdAt: number;
  readonly retiredAt: number | null;
}

/** What the programme itself decided: who refers, under which codes, on which terms. Append-only in everything that counts. */
export interface Directory {
  readonly partners: ReadonlyMap<string, Partner>;
  readonly links: readonly Link[];
  readonly terms: readonly Terms[];
}

export function statusAt(partner: Partner, at: number): PartnerStatus | undefined {
  return partner.statuses.findLast((step) => step.at <= at)?.status;
}

const MOVES: Record<PartnerStatus, readonly PartnerStatus[]> = {
  email_pending: ['review_pending', 'active', 'closed'],
  review_pending: ['active', 'rejected', 'closed'],
  active: ['suspended', 'closed'],
  suspended: ['active', 'closed'],
  rejected: [],
  closed: [],
};

export const mayBecome = (from: PartnerStatus, to: PartnerStatus): boolean => MOVES[from].includes(to);
