import type { FactOf } from '../domain/fact.js';

/** What of a fact another system may be told: our opaque ids and sums, never a name or an address. */
export type MirroredFact = FactOf<'user.signup' | 'invoice.paid'>;

/**
 * `acked`: taken. `unsupported`: it has no place for this. `rejected`: it said no, and would again. `not_sent`: it never
 * got there, so it may be tried again. `ambiguous`: it may or may not have been acted on; only a person may try again.
 */
export type PushOutcome = 'acked' | 'unsupported' | 'rejected' | 'not_sent' | 'ambiguous';

export interface PushResult {
  readonly outcome: PushOutcome;
  /** For operators: a status or the name of a fault. */
  readonly status: string;
}

export interface MirrorHealth {
  readonly reachable: boolean;
  readonly capabilities: readonly ('track' | 'widget_init')[];
  /** One sentence for people. */
  readonly words: string;
  readonly warnings: readonly string[];
}

/** Another referral system that is told of what happens here. It never answers anything that money depends on. */
export abstract class ReferralMirror {
  abstract readonly name: string;
  abstract readonly enabled: boolean;
  abstract health(): Promise<MirrorHealth>;
  /** Never throws; time is bounded. */
  abstract push(fact: MirroredFact): Promise<PushResult>;
}
