export { CallsFacade } from './application/calls-facade.js';
export { LEASE_MS } from './domain/call-limits.js';
export type {
  CallEnding,
  CallEvent,
  FinaliseOutcome,
  FinishedTurn,
  NewCall,
  TurnLatency,
  WriteOutcome,
} from './domain/call-log.js';
export { CallsModule } from './calls.module.js';
