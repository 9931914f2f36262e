import { heardText } from './heard.js';
import { dropped, heardMs, unheardMs } from './hearing.js';
import { BEHIND_MS, PLAYER_BUFFER_MS, WAIT_MS } from './limits.js';
import { finalOf } from './replay.js';
import type { Call, CallState, LateReply } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import type { AgentPart, SpokenTurn } from './turn.js';

/**
 * The model may be through with a reply long before the visitor has heard it: they were away meanwhile, or their player
 * lags. Such a reply is in the history at once, for the model said it, and keeps its place in the order of turns. It is
 * recorded and confirmed when it was heard, and cut off where the visitor speaks into it, as if the model were still at it.
 */
const LOOK_MS = 200;

export const isBehind = (call: Call, at: number): boolean =>
  unheardMs(call.hearing, at) > (call.visitor === 'away' ? 0 : BEHIND_MS);

/** Instead of recording it. */
export function keepLate<C extends Call>(call: C, late: LateReply, at: number, emit: Emit): C {
  return watch({ ...call, late }, at, emit);
}

function watch<C extends Call>(call: C, at: number, emit: Emit): C {
  if (!call.late) return call;
  const ms = Math.max(LOOK_MS, leftOf(call, call.late, at));
  return { ...call, timers: startTimer(call.timers, emit, 'late-reply', ms) };
}

const leftOf = (call: Call, { spoken, agent }: LateReply, at: number): number =>
  agent.sentMs - heardMs(call.hearing, { turn: spoken.turn, sentMs: agent.sentMs }, at);

/** It was heard, or as good as heard. */
export function settleLate<C extends Call>(call: C, emit: Emit): C {
  return call.late ? record(call, call.late, call.late.spoken, emit) : call;
}

/** Recorded as far as it was heard: nothing more of it will be. */
export function recordHeard<C extends Call>(call: C, at: number, emit: Emit): C {
  if (!call.late) return call;
  const { spoken, agent } = call.late;
  const heard = heardMs(call.hearing, { turn: spoken.turn, sentMs: agent.sentMs }, at);
  if (heard >= agent.sentMs - PLAYER_BUFFER_MS) return settleLate(call, emit);
  const cut = { ...spoken, text: heardText(agent, heard).trim(), interrupted: true, endedAt: at };
  const history = call.history
    .map((turn) => (turn.seq === cut.seq ? cut : turn))
    .filter(({ text }) => text !== '');
  return record({ ...call, history }, call.late, cut, emit);
}

/** The visitor speaks into it: they hear no more of it. */
export function cutLate<C extends Call>(call: C, at: number, emit: Emit): C {
  if (!call.late) return call;
  const { turn } = call.late.spoken;
  const heard = heardMs(call.hearing, { turn, sentMs: call.late.agent.sentMs }, at);
  const data = { heardMs: heard, late: true };
  emit({ type: 'record-event', at, kind: 'turn.interrupted', turn, data });
  emit({ type: 'send', message: { type: 'interrupted', turn, heardMs: heard } });
  return { ...recordHeard(call, at, emit), hearing: dropped(call.hearing, at) };
}

/** The client has told how far it has played, or is back. */
export function lookAtLate(call: CallState, at: number, emit: Emit): CallState {
  if (!call.late) return call;
  return leftOf(call, call.late, at) <= 1 ? settleLate(call, emit) : watch(call, at, emit);
}

/** Whoever is away is not waited for here: `lookAtLate` follows when they are back. */
export function lateDue(call: CallState, at: number, emit: Emit): CallState {
  if (!call.late || call.visitor === 'away') return call;
  return at - call.hearing.until > WAIT_MS.lateReply ? settleLate(call, emit) : lookAtLate(call, at, emit);
}

function record<C extends Call>(call: C, { agent }: LateReply, spoken: SpokenTurn, emit: Emit): C {
  tellRecorded(spoken, agent, emit);
  return { ...call, late: undefined, timers: stopTimer(call.timers, emit, 'late-reply') };
}

/** The words as they stand, to the visitor and to the record. */
export function tellRecorded(
  spoken: SpokenTurn,
  part: Partial<Pick<AgentPart, 'latency'>>,
  emit: Emit,
): void {
  emit({ type: 'send', message: finalOf(spoken) });
  emit({ type: 'record-turn', spoken, latency: part.latency });
}
