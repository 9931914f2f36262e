import type { Call, CallRating, TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import type { CallEvent } from '../domain/call-log.js';
import type { CallRecord, TurnRecord, VisitorAnswers } from '../domain/call-record.js';
import type { CallSurroundings } from './call-setting.js';
import { toCost, toUsage } from './call-cost.mapping.js';

export const toCall = (
  { figures, ...call }: CallRecord,
  { agentNames, acquiredVia }: CallSurroundings,
  { consent, rating }: VisitorAnswers = {},
): Call => ({
  ...call,
  usage: toUsage(figures),
  cost: toCost(figures),
  acquiredVia,
  agentName: agentNames.get(call.agentId) ?? '',
  consent: consent ? { ...consent, at: consent.at.toISOString() } : null,
  rating: rating ? toRating(rating) : null,
  createdAt: call.createdAt.toISOString(),
  startedAt: call.startedAt?.toISOString() ?? null,
  endedAt: call.endedAt?.toISOString() ?? null,
});

export const toRating = (rating: NonNullable<VisitorAnswers['rating']>): CallRating => ({
  ...rating,
  at: rating.at.toISOString(),
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
