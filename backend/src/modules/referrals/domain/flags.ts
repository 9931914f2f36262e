import type { Hold } from './commission.js';
import { byOperation } from './fact-set.js';
import { isFact, type Fact, type FactOf } from './fact.js';

/** A suspicion nobody confirmed stops nobody's money for longer than this. */
export const FLAG_EXPIRES_MS = 30 * 86_400_000;

export type FlagState = 'open' | 'confirmed' | 'dismissed' | 'expired';

export interface Flag {
  readonly id: string;
  readonly partnerId: string;
  readonly tenantId: string | null;
  readonly rule: string;
  readonly evidence: FactOf<'flag.raised'>['evidence'];
  readonly raisedAt: number;
  /** The newest decision of a person. */
  readonly verdict: 'confirmed' | 'dismissed' | null;
}

export function flagsIn(facts: readonly Fact[]): Flag[] {
  const decisions = facts.filter(isFact('flag.decided')).sort(byOperation);
  return facts.filter(isFact('flag.raised')).map(({ flagId, partnerId, tenantId, rule, evidence, at }) => ({
    id: flagId,
    partnerId,
    tenantId,
    rule,
    evidence,
    raisedAt: at,
    verdict: decisions.findLast((decision) => decision.flagId === flagId)?.verdict ?? null,
  }));
}

export function flagStateAt(flag: Flag, asOf: number): FlagState {
  if (flag.verdict) return flag.verdict;
  return flag.raisedAt + FLAG_EXPIRES_MS > asOf ? 'open' : 'expired';
}

export function holdOfFlag(flag: Flag): Hold[] {
  if (flag.verdict === 'dismissed') return [];
  return [{ reason: 'flag', until: flag.verdict === 'confirmed' ? null : flag.raisedAt + FLAG_EXPIRES_MS }];
}
