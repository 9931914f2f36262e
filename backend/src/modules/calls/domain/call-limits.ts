/** A gateway owns a call for this long after it last said so; it renews every third of it. */
export const LEASE_MS = 15_000;

/**
 * How long after its lease ran out a call is given up. Longer than a lease, so that a gateway that was merely slow keeps
 * its call; resuming a call on another gateway has to happen within this time.
 */
export const ORPHAN_GRACE_MS = 30_000;

/** A ticket lives for a minute, so a call that nobody claimed for this long will never begin. */
export const UNCLAIMED_AFTER_MS = 10 * 60_000;
