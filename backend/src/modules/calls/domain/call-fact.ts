import type { CallEndReason, UsageCost } from '@orbisvoice/contracts';

/** What may be counted of a call that is over: numbers and codes, which an erasure leaves. */
export interface CallFact {
  callId: string;
  agentId: string;
  askedAt: Date;
  endReason: CallEndReason;
  failure: 'error' | 'silent' | null;
  durationMs: number;
  visitorSpoke: boolean;
  rating: number | null;
  /** Milliseconds of each measured answer, to leaving the gateway and to the visitor's ear. */
  answersMs: readonly number[];
  earsMs: readonly number[];
  /** False where the model has no known price, and nothing of `costNanos` may be counted. */
  priced: boolean;
  costNanos: number;
  /** What reading it afterwards has cost, where the price of the model is known. */
  analysisNanos: number;
  costs: UsageCost;
}

/** A call that was asked for and never began. */
export interface UnclaimedCall {
  callId: string;
  agentId: string;
  askedAt: Date;
}
