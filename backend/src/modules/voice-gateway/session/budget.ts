import { leadMs } from './courtesy.js';
import type { CallState } from './state.js';
import { startTimer, type Emit } from './timers.js';

/** What a call has left once its agent may cost no more today: time to finish, and to say goodbye. */
const LEFT_MS = 60_000;

/** From now on the call has the end of its longest duration before it, with the farewell that belongs to it. */
export function budgetSpent(call: CallState, at: number, emit: Emit): CallState {
  const maxDurationMs = at - call.startedAt + LEFT_MS;
  if (call.facts.maxDurationMs <= maxDurationMs) return call;
  emit({ type: 'record-event', at, kind: 'call.budget-spent', turn: null, data: { leftMs: LEFT_MS } });
  const timers = startTimer(call.timers, emit, 'max-duration', LEFT_MS);
  return {
    ...call,
    facts: { ...call.facts, maxDurationMs },
    timers: startTimer(timers, emit, 'farewell', LEFT_MS - leadMs(maxDurationMs, 'max_duration')),
  };
}
