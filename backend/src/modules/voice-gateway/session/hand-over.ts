import { endCall } from './ending.js';
import { WAIT_MS } from './limits.js';
import type { CallState, SessionState } from './state.js';
import { startTimer, type Emit } from './timers.js';

/** The process is asked to stop: the call goes on elsewhere, from the next pause or at the latest from the deadline. */
export function drain(call: CallState, deadlineMs: number, at: number, emit: Emit): SessionState {
  // Nobody would miss a word.
  if (call.visitor === 'away') return handOver(call, at, emit);
  emit({ type: 'send', message: { type: 'going_away', deadlineMs: Math.round(deadlineMs) } });
  const timers = startTimer(call.timers, emit, 'drain', deadlineMs);
  return { ...call, timers: startTimer(timers, emit, 'pause', WAIT_MS.handOverLook) };
}

export function lookForPause(call: CallState, at: number, emit: Emit): SessionState {
  const played = at >= call.hearing.until;
  const calm = call.name === 'listening' && !call.speech.active && call.tools.size === 0 && played;
  if (calm && at - call.lastActivityAt >= WAIT_MS.handOverPause) return handOver(call, at, emit);
  return { ...call, timers: startTimer(call.timers, emit, 'pause', WAIT_MS.handOverLook) };
}

/** A visitor who was not yet connected has nothing to resume by: such a call ends. */
export const handOver = (call: CallState, at: number, emit: Emit): SessionState =>
  endCall(
    call,
    {
      at,
      reason: 'draining',
      error: { code: 'draining' },
      handOver: call.name !== 'opening-provider',
    },
    emit,
  );
