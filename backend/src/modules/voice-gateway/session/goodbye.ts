import { endCall } from './ending.js';
import { become, settleUser } from './exchange.js';
import { heardMs, unheardMs } from './hearing.js';
import { LOUDSPEAKER_MS, PLAYBACK_PATIENCE_MS, PLAYER_BUFFER_MS, WAIT_MS } from './limits.js';
import type { CallState, SessionState } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import { isBlocked } from './tools.js';

/** Looked at again while the visitor speaks or the reply goes on. */
const AGAIN_MS = 500;

/** The agent ends the call: what it says now is heard to its end first. */
export function startGoodbye(call: CallState, at: number, emit: Emit): CallState {
  const turn = call.exchange?.turn ?? call.nextTurn - 1;
  emit({ type: 'record-event', at, kind: 'call.goodbye', turn: call.exchange?.turn ?? null, data: {} });
  const timers = startTimer(call.timers, emit, 'goodbye', patienceMs(call));
  return { ...call, timers, goodbye: { since: at, turn, spoken: undefined } };
}

/** A reply is complete on the way to the visitor; called before its exchange is closed. */
export function goodbyeSaid<C extends CallState>(call: C, at: number, emit: Emit): C {
  const agent = call.exchange?.agent;
  if (!call.goodbye || !agent || agent.sentMs === 0) return call;
  const fresh = (agent.firstAudioAt ?? 0) >= call.goodbye.since;
  const left = unheardMs(call.hearing, at);
  // Words before the tool was called may have been the goodbye, or the model may still have one to say.
  const slack = !fresh
    ? WAIT_MS.goodbyeMargin
    : call.hearing.playedMs === undefined
      ? PLAYER_BUFFER_MS
      : PLAYBACK_PATIENCE_MS;
  const spoken = fresh ? { turn: call.exchange.turn, sentMs: agent.sentMs } : undefined;
  const timers = startTimer(call.timers, emit, 'goodbye', left + slack);
  return { ...call, timers, goodbye: { ...call.goodbye, spoken } };
}

/** The agent was heard in the turn in which it ended the call: that was the goodbye. */
export const hasParted = ({ goodbye, hearing }: CallState): boolean =>
  goodbye !== undefined && (hearing.turns.at(-1)?.turn ?? -1) >= goodbye.turn;

/** Having said goodbye before it called, the model has no more to say to the tool's answer. */
export function nothingToAdd(call: CallState, at: number, emit: Emit): CallState {
  const ms = unheardMs(call.hearing, at) + PLAYBACK_PATIENCE_MS;
  const timers = startTimer(call.timers, emit, 'goodbye', ms);
  return become({ ...settleUser(call, emit), timers }, 'listening', emit);
}

/** The client has told how far it has played, perhaps to the end of the goodbye. */
export function goodbyePlayed(call: CallState, at: number, emit: Emit): CallState {
  const spoken = call.goodbye?.spoken;
  if (!spoken || heardMs(call.hearing, spoken, at) < spoken.sentMs - 1) return call;
  return { ...call, timers: startTimer(call.timers, emit, 'goodbye', LOUDSPEAKER_MS) };
}

/** The visitor has something more to say: the call goes on. The model may end it again. */
export function goodbyeWithdrawn(call: CallState, turn: number, at: number, emit: Emit): CallState {
  if (!call.goodbye || turn <= call.goodbye.turn) return call;
  emit({ type: 'record-event', at, kind: 'call.goodbye-withdrawn', turn, data: {} });
  return { ...call, goodbye: undefined, timers: stopTimer(call.timers, emit, 'goodbye') };
}

export function goodbyeDue(call: CallState, at: number, emit: Emit): SessionState {
  if (!call.goodbye) return call;
  const busy = call.name === 'speaking' || call.speech.active || isUnfinished(call, at);
  if (busy && at - call.goodbye.since < WAIT_MS.goodbyeMost)
    return { ...call, timers: startTimer(call.timers, emit, 'goodbye', AGAIN_MS) };
  return endCall(call, { at, reason: 'agent_ended' }, emit);
}

/** What was wanted besides is still on its way, or the model has not had the time to tell of it and to say goodbye. */
function isUnfinished(call: CallState, at: number): boolean {
  const { goodbye, link, toolMemory } = call;
  if (!goodbye) return false;
  if (isBlocked(call)) return true;
  const told = toolMemory.owesSince ?? 0;
  if (told > goodbye.since && at < told + patienceMs(call)) return true;
  if (goodbye.spoken) return false;
  if (link.phase !== 'open') return true;
  return link.openedAt > goodbye.since && at < link.openedAt + patienceMs(call);
}

const patienceMs = ({ facts }: CallState): number => facts.answerMs + WAIT_MS.goodbyeMargin;
