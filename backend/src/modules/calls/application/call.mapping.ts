import type { Call, TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import type { CallEvent } from '../domain/call-log.js';
import type { CallRecord, TurnRecord } from '../domain/call-record.js';

export const toCall = (call: CallRecord, agentNames: ReadonlyMap<string, string>): Call => ({
  ...call,
  agentName: agentNames.get(call.agentId) ?? '',
  createdAt: call.createdAt.toISOString(),
  startedAt: call.startedAt?.toISOString() ?? null,
  endedAt: call.endedAt?.toISOString() ?? null,
});

export const toTranscriptTurn = (turn: TurnRecord): TranscriptTurn => ({
  ...turn,
  startedAt: turn.startedAt.toISOString(),
  endedAt: turn.endedAt.toISOString(),
});

export const toTimelineEvent = (event: CallEvent): TimelineEvent => ({
  ...event,
  at: event.at.toISOString(),
});
