import { SetMetadata } from '@nestjs/common';

export const RATE_LIMITED_ROUTE = 'orbis:rate-limited';

export interface RouteRateLimit {
  /** Routes of one name share one count. */
  name: string;
  /** Who is counted: an address (IPv6 by its /64) on routes without credential, a tenant behind one. */
  per: 'address' | 'tenant';
  /** Absent: the configured number of attempts a minute. */
  limit?: number;
  windowMs?: number;
}

/** Bounds how often a route may be asked, over all processes. Keys have a limit of their own besides. */
export const RateLimited = (limit: RouteRateLimit) => SetMetadata(RATE_LIMITED_ROUTE, limit);
