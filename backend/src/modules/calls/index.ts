export { CallChannels } from './application/call-channels.service.js';
export { CallerCalls, type CallSpan } from './application/caller-calls.service.js';
export { CallErasure } from './application/call-erasure.js';
export { CallAnalyses } from './application/call-analyses.service.js';
export { CallFacts } from './application/call-facts.service.js';
export { CallQuotas, type DailyLimits } from './application/call-quotas.service.js';
export { CallResumptions, type ResumedCall } from './application/call-resumptions.js';
export { CallsFacade } from './application/calls-facade.js';
export { RatingTokens } from './application/rating-tokens.js';
export { LEASE_MS } from './domain/call-limits.js';
export type { AnalysisMaterial, AnalysisRecord } from './domain/call-analysis.js';
export type { CallFact, UnclaimedCall } from './domain/call-fact.js';
export type {
  CallEnding,
  CallEvent,
  CallLines,
  ClaimTerms,
  ConsentAnswer,
  FinaliseOutcome,
  FinishedTurn,
  HeldCall,
  NewCall,
  ResumptionKit,
  TurnLatency,
  WriteOutcome,
} from './domain/call-log.js';
export { CallsModule } from './calls.module.js';
