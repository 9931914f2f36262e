import { RESUME_WITHIN_MS } from '@orbisvoice/contracts';

/** A gateway owns a call for this long after it last said so; it renews every third of it. */
export const LEASE_MS = 15_000;

/**
 * How long after its lease ran out a call is given up. Longer than a lease, so that a gateway that was merely slow keeps
 * its call; and a visitor has the same time to come back whether the connection or the gateway was lost.
 */
export const ORPHAN_GRACE_MS = RESUME_WITHIN_MS - LEASE_MS;

/** In the place of an owner: its gateway has given the call up in good order, for whichever its visitor comes to next. */
export const HANDED_OVER = 'handed over';

/** A ticket lives for a minute, so a call that nobody claimed for this long will never begin. */
export const UNCLAIMED_AFTER_MS = 10 * 60_000;
