import type {
  Call,
  CallEndReason,
  CallRating,
  CallUsage,
  ConsentReceipt,
  TranscriptTurn,
  UsageCost,
} from '@orbisvoice/contracts';

/** Counted up with each report of the model; the cost in billionths of a dollar. */
export interface CallFigures extends CallUsage {
  pricedReports: number;
  unpricedReports: number;
  costNanos: number;
  pricesAsOf: string | null;
  costs: UsageCost;
}

/** A call as its row shows it, before what other tables know (the agent's name, the team's badge, the visitor's answers) is added. */
export interface CallRecord extends Omit<
  Call,
  | 'agentName'
  | 'acquiredVia'
  | 'analysis'
  | 'excerpt'
  | 'consent'
  | 'rating'
  | 'createdAt'
  | 'startedAt'
  | 'endedAt'
  | 'usage'
  | 'cost'
> {
  figures: CallFigures;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** What the visitor of a call answered: to the consent text before it, about the call after it. */
export interface VisitorAnswers {
  consent?: Omit<ConsentReceipt, 'at'> & { at: Date };
  rating?: Omit<CallRating, 'at'> & { at: Date };
}

export interface TurnRecord extends Omit<TranscriptTurn, 'startedAt' | 'endedAt'> {
  startedAt: Date;
  endedAt: Date;
}

/** Ways to end that are nobody's wish. */
export const FAULTS: readonly CallEndReason[] = ['provider_unavailable', 'orphaned', 'error'];
