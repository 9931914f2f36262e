import type { ErrorCode } from '@orbisvoice/contracts';
import { closeCodeOf, endCall, tellError } from './ending.js';
import { awayFrom, backTo } from './hearing.js';
import type { InputOf } from './input.js';
import { WAIT_MS } from './limits.js';
import { lookAtLate } from './late-reply.js';
import { cutOff, leave, openNext } from './link.js';
import { replay, shownState, tellPresent } from './replay.js';
import type { CallState, SessionState } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import { welcome } from './welcome.js';

/** The connection was lost, or is closed because of `code`: the call waits for its visitor. */
export function goesAway(call: CallState, at: number, code: ErrorCode | undefined, emit: Emit): SessionState {
  // Before `ready` there is no secret to come back with.
  if (call.name === 'opening-provider')
    return endCall(call, { at, reason: 'client_lost', clientGone: true }, emit);
  if (code) tellError(code, undefined, emit);
  emit({ type: 'detach-client', ...(code && { close: { code: closeCodeOf(code), reason: code } }) });
  const timers = startTimer(call.timers, emit, 'away', WAIT_MS.away);
  const away: CallState = {
    ...call,
    visitor: 'away',
    hearing: awayFrom(call.hearing, at),
    timers: startTimer(timers, emit, 'park', WAIT_MS.park),
  };
  // Draining, and nobody is listening: now is as good as later.
  return call.timers.running.drain === undefined
    ? away
    : endCall(away, { at, reason: 'draining', handOver: true }, emit);
}

/** A connection that is just coming, or going, is looked at again. */
const PARK_AGAIN_MS = 1_000;

/** Nobody has listened for a while: the model's connection is given up until somebody does. */
export function park(call: CallState, at: number, emit: Emit): CallState {
  if (call.link.phase === 'waiting') return call;
  if (call.link.phase !== 'open')
    return { ...call, timers: startTimer(call.timers, emit, 'park', PARK_AGAIN_MS) };
  emit({ type: 'record-event', at, kind: 'provider.parked', turn: null, data: {} });
  return leave(cutOff(call, at, emit), emit);
}

export const giveUp = (call: CallState, at: number, emit: Emit): SessionState =>
  endCall(call, { at, reason: 'client_lost', clientGone: true }, emit);

/** The visitor is told everything since the last turn that they know of, and how things stand; then they hear the rest. */
export function comesBack(call: CallState, input: InputOf<'client.returned'>, emit: Emit): CallState {
  const { at, back, received } = input;
  const facts = { ...call.facts, resumeSecret: back.resumeSecret };
  const data = { lastSeq: back.request.lastSeq, here: true };
  emit({ type: 'record-event', at, kind: 'client.returned', turn: null, data });
  emit({ type: 'send', message: { ...welcome(facts), resumed: true, received }, now: true });
  const committedSeq = Math.max(call.committedSeq, back.turns.at(-1)?.seq ?? 0);
  // Of a reply that they are still to hear, the whole is not told before.
  const told = call.history.filter(({ seq }) => seq !== call.late?.spoken.seq);
  const known = new Map([...back.turns, ...told].map((turn) => [turn.seq, turn]));
  replay([...known.values()], back.request.lastSeq, committedSeq, emit);
  tellPresent(call, emit);
  emit({ type: 'resume-audio', state: shownState(call) });
  const timers = stopTimer(stopTimer(call.timers, emit, 'away'), emit, 'park');
  const here: CallState = {
    ...call,
    facts,
    committedSeq,
    timers,
    visitor: 'here',
    hearing: backTo(call.hearing, input.unheardMs, at),
    lastActivityAt: at,
    outage: undefined,
  };
  const heard = lookAtLate(here, at, emit);
  // They hear the apology, and then the call ends: no other connection is wanted.
  const apologises = heard.timers.running.apology !== undefined;
  return heard.link.phase === 'waiting' && !apologises ? openNext(heard, heard.link.handle, emit) : heard;
}
