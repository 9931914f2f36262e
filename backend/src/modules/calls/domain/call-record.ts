import type { Call, TranscriptTurn } from '@orbisvoice/contracts';

/** A call as its history shows it, before the agent's name is known. */
export interface CallRecord extends Omit<Call, 'agentName' | 'createdAt' | 'startedAt' | 'endedAt'> {
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface TurnRecord extends Omit<TranscriptTurn, 'startedAt' | 'endedAt'> {
  startedAt: Date;
  endedAt: Date;
}
