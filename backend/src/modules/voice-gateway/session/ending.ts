import { ERROR_CATALOGUE, type CallEndReason, type CloseCode, type ErrorCode } from '@orbisvoice/contracts';
import { closeExchange } from './exchange.js';
import { heardMs, unheardMs } from './hearing.js';
import { isBehind, recordHeard } from './late-reply.js';
import { PLAYER_BUFFER_MS, WAIT_MS } from './limits.js';
import type { AwaitingHello, CallState, Draining, SessionState } from './state.js';
import { startTimer, stopAllTimers, type Emit } from './timers.js';

/** To the client of a call that was opened with a key or a session of which nothing is left. */
export const CREDENTIAL_GONE = 'The key or the session that opened this call is not valid any more.';

export interface Ending {
  readonly at: number;
  readonly reason: CallEndReason;
  /** What the client is told; nothing where the call ends normally or the client is no longer there. */
  readonly error?: {
    readonly code: ErrorCode;
    readonly message?: string;
    /** The client knows already, and the code only decides on the close. */
    readonly told?: boolean;
  };
  readonly clientGone?: boolean;
  /** Another gateway owns the call: write nothing more. */
  readonly abandon?: boolean;
  /** Another gateway will own the call: write everything but its end. */
  readonly handOver?: boolean;
}

export function closeCodeOf(code: ErrorCode): CloseCode {
  const spec = ERROR_CATALOGUE[code];
  return 'close' in spec ? spec.close : ERROR_CATALOGUE.internal.close;
}

export function tellError(code: ErrorCode, message: string | undefined, emit: Emit): void {
  const spec = ERROR_CATALOGUE[code];
  const text = message ?? spec.message;
  emit({ type: 'send', message: { type: 'error', code, message: text, retryable: spec.retryable } });
}

/** Who is told `draining` is let in elsewhere, with the same ticket; that is no failure. */
function tellSetupFailed(code: ErrorCode, emit: Emit): void {
  if (ERROR_CATALOGUE[code].status >= 500 && code !== 'draining') emit({ type: 'setup-failed', code });
}

/** Ends a session that has no call yet. */
export function refuse(
  state: AwaitingHello,
  code: ErrorCode,
  message: string | undefined,
  emit: Emit,
): SessionState {
  stopAllTimers(state.timers, emit);
  tellError(code, message, emit);
  tellSetupFailed(code, emit);
  emit({ type: 'close-client', code: closeCodeOf(code), reason: code });
  return { name: 'closed', reason: null };
}

/** Ends a call: everything said is recorded, the call is finalised once, the client waits for that. */
export function endCall(call: CallState, ending: Ending, emit: Emit): Draining {
  const { at, reason, error } = ending;
  const { phase, handle } = call.link;
  if (phase === 'open' || phase === 'opening')
    emit({ type: 'close-provider', connection: call.link.connection });
  if (call.name === 'opening-provider' && error) tellSetupFailed(error.code, emit);
  const rest = ending.abandon ? call : recordAll(call, at, emit);
  const book = stopAllTimers(rest.timers, emit);
  const gone = ending.clientGone || call.visitor === 'away';
  if (error && !error.told && !gone) tellError(error.code, error.message, emit);
  if (ending.abandon) emit({ type: 'abandon-recording' });
  else if (ending.handOver) {
    emit({ type: 'record-event', at, kind: 'call.handed-over', turn: null, data: {} });
    emit({ type: 'hand-over', handle, recall: call.recall, brokeOff: isBrokenOff(call, at) });
  } else {
    const data = { reason, code: error?.code ?? null };
    emit({ type: 'record-event', at, kind: 'call.ended', turn: null, data });
    emit({ type: 'finalise', reason, at });
  }
  return {
    name: 'draining',
    timers: startTimer(book, emit, 'finish', ending.abandon ? 0 : WAIT_MS.finish),
    reason,
    close: error ? closeCodeOf(error.code) : 1000,
    durationMs: Math.max(0, Math.round(at - call.startedAt)),
    client: gone ? 'gone' : 'connected',
    handedOver: ending.handOver ?? false,
  };
}

/** What has arrived of a reply goes on playing for a moment; all but its last sound is worth going on with. */
function isBrokenOff({ name, exchange, hearing, late }: CallState, at: number): boolean {
  const agent = name === 'speaking' ? exchange?.agent : undefined;
  if (!agent && !late) return false;
  return agent?.complete === false || unheardMs(hearing, at) > PLAYER_BUFFER_MS;
}

function recordAll(call: CallState, at: number, emit: Emit): CallState {
  const { agent, turn = 0 } = call.exchange ?? {};
  const cut = agent && (call.name === 'speaking' || isBehind(call, at));
  const heard = agent && heardMs(call.hearing, { turn, sentMs: agent.sentMs }, at);
  const closed = closeExchange(recordHeard(call, at, emit), { at, ...(cut && { heardMs: heard }) }, emit);
  // Closing may have opened one more, with words that came too early for the last.
  return closeExchange(closed, { at }, emit);
}

export function close(state: Draining, emit: Emit): SessionState {
  stopAllTimers(state.timers, emit);
  if (state.client === 'connected') {
    const message = { type: 'ended', reason: state.reason, durationMs: state.durationMs } as const;
    if (!state.handedOver) emit({ type: 'send', message });
    emit({ type: 'close-client', code: state.close, reason: state.reason });
  }
  return { name: 'closed', reason: state.reason };
}
