import type { AnalysisReason, AnalysisState, CriterionResult, FieldResult } from '@orbisvoice/contracts';
import type { TurnRecord } from './call-record.js';

/** What is read to analyse a call. */
export interface AnalysisMaterial {
  agentId: string;
  /** The version that spoke; null: the draft. */
  agentVersion: number | null;
  startedAt: Date | null;
  /** False while it is on. */
  over: boolean;
  /** Whether there is an analysis, or a reason for none, already. */
  analysed: boolean;
  turns: readonly TurnRecord[];
}

/** What came of it, as it is kept. Costs in billionths of a dollar. */
export interface AnalysisRecord {
  state: AnalysisState;
  reason: AnalysisReason | null;
  summary: string | null;
  criteria: CriterionResult[];
  fields: FieldResult[];
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  costNanos: number | null;
  /** ISO date of the price list; null where no price is known. */
  pricesAsOf: string | null;
  analysedAt: Date;
}

/** As it stands beside its call. */
export interface KeptAnalysis extends AnalysisRecord {
  /** When a later try ended without a result, and why; only where this one is done, and therefore stayed. */
  triedAt: Date | null;
  triedReason: AnalysisReason | null;
}
