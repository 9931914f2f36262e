import type { ApiKeyKind, ApiKeyLimits } from '@orbisvoice/contracts';

/** A publishable key is seen by everybody who visits the page, and an Origin is easily forged outside of browsers. */
export const PUBLIC_LIMITS: ApiKeyLimits = {
  concurrentCalls: 50,
  callsPerDay: 5_000,
  callsPerMinutePerAddress: 30,
  callsPerDayPerAddress: 300,
};

/** The tenant's own limits hold for every key. */
const NO_LIMITS: ApiKeyLimits = {
  concurrentCalls: null,
  callsPerDay: null,
  callsPerMinutePerAddress: null,
  callsPerDayPerAddress: null,
};

export const limitsOf = (kind: ApiKeyKind, chosen: Partial<ApiKeyLimits>): ApiKeyLimits => ({
  ...(kind === 'publishable' ? PUBLIC_LIMITS : NO_LIMITS),
  ...chosen,
});
