import { budgetSpent } from './budget.js';
import type { Effect } from './effect.js';
import { apologised } from './apology.js';
import { AT_EASE, farewellDue, farewellHeard, silenceDue, watchManners } from './courtesy.js';
import { close, CREDENTIAL_GONE, endCall, refuse } from './ending.js';
import { settleUser } from './exchange.js';
import { fillerDue, fillerReady } from './filler.js';
import { answerDue, guardDue, NO_TROUBLE } from './guard.js';
import { nothingGiven } from './hearing.js';
import { giveAfterTools } from './held-input.js';
import type { SessionInput } from './input.js';
import { WAIT_MS } from './limits.js';
import { fromClient } from './client-input.js';
import { cutIn } from './interruption.js';
import { lateDue } from './late-reply.js';
import { leaveIfQuiet, leaveNow, openNext } from './link.js';
import { fromProvider } from './provider-input.js';
import { hasCall, type AwaitingHello, type CallState, type Draining, type SessionState } from './state.js';
import type { TimerName } from './timer-name.js';
import { forget, startTimer, stopAllTimers, stopTimer, type Emit } from './timers.js';
import { goodbyeDue } from './goodbye.js';
import { settleWaiting } from './tool-calls.js';
import { toolDeadline, toolSettled } from './tool-answers.js';
import { memoryOf } from './tool-memory.js';
import { newsDue, tellNews } from './tool-news.js';
import { NO_TOOLS_USED } from './tool-state.js';
import { toolTimerOf } from './tools.js';
import { noteTalk } from './words.js';
import { giveUp, park } from './presence.js';
import { beginAgain } from './restored-call.js';
import { drain, handOver, lookForPause } from './hand-over.js';

/** The whole behaviour of a call. Pure: no clock, no randomness, no I/O; the runtime performs the effects in order. */
export function step(
  state: SessionState,
  input: SessionInput,
): { state: SessionState; effects: readonly Effect[] } {
  const effects: Effect[] = [];
  const emit: Emit = (effect) => void effects.push(effect);
  const stale = staleness(state, input);
  if (stale) {
    emit({ type: 'drop', what: droppedKind(input), reason: stale });
    return { state, effects };
  }
  return { state: next(state, input, emit), effects };
}

/** The one place where inputs from the past are told from present ones. */
function staleness(state: SessionState, input: SessionInput) {
  if (state.name === 'closed') return 'closing' as const;
  if (input.type === 'timer') {
    return state.timers.running[input.timer] === input.id ? undefined : ('stale-timer' as const);
  }
  if ('connection' in input) {
    if (!hasCall(state)) return 'closing' as const;
    return state.link.phase !== 'waiting' && state.link.connection === input.connection
      ? undefined
      : ('stale-connection' as const);
  }
  return undefined;
}

function droppedKind(input: SessionInput): 'mic-audio' | 'agent-audio' | 'input' {
  if (input.type === 'client.audio') return 'mic-audio';
  return input.type === 'provider.audio' ? 'agent-audio' : 'input';
}

function next(state: SessionState, input: SessionInput, emit: Emit): SessionState {
  switch (state.name) {
    case 'awaiting-hello':
      return awaitingHello(state, input, emit);
    case 'opening-provider':
    case 'listening':
    case 'thinking':
    case 'speaking':
      return tellNews(afterTools(state, input, emit), input.at, emit);
    case 'draining':
      return draining(state, input, emit);
    case 'closed':
      return state;
  }
}

function awaitingHello(state: AwaitingHello, input: SessionInput, emit: Emit): SessionState {
  switch (input.type) {
    case 'connected':
      return { ...state, timers: startTimer(state.timers, emit, 'hello', WAIT_MS.hello) };
    case 'client.hello': {
      if (state.admitting) return refuse(state, 'malformed_message', 'hello was already received', emit);
      emit({ type: 'admit', hello: input.hello });
      const timers = stopTimer(state.timers, emit, 'hello');
      return { ...state, admitting: true, timers: startTimer(timers, emit, 'admission', WAIT_MS.admission) };
    }
    case 'admission.accepted':
      return state.admitting ? admitted(state, input, emit) : state;
    case 'admission.elsewhere':
      stopAllTimers(state.timers, emit);
      return { name: 'closed', reason: null };
    case 'admission.refused':
      return refuse(state, input.code, input.message, emit);
    case 'client.violation':
      return refuse(state, input.code, input.message, emit);
    case 'client.gone':
      stopAllTimers(state.timers, emit);
      return { name: 'closed', reason: null };
    case 'timer':
      return outOfTime({ ...state, timers: forget(state.timers, input.timer) }, emit);
    case 'drain':
      // Its token is being spent: it begins, and is handed over as any other call.
      return state.admitting
        ? { ...state, leaveBy: input.at + input.deadlineMs }
        : refuse(state, 'draining', undefined, emit);
    case 'broken':
      return refuse(state, 'internal', undefined, emit);
    case 'client.audio':
    case 'client.text':
    case 'client.mic':
    case 'client.playback':
    case 'client.underrun':
    case 'client.tool-result':
    case 'client.end':
      if (!state.admitting)
        return refuse(state, 'malformed_message', 'the first message has to be hello', emit);
      emit({ type: 'drop', what: droppedKind(input), reason: 'before-ready' });
      return state;
    default:
      return state;
  }
}

/** Who asked in time and was kept waiting may ask again: it is our side that was too slow. */
function outOfTime(state: AwaitingHello, emit: Emit): SessionState {
  if (!state.admitting) return refuse(state, 'hello_timeout', undefined, emit);
  emit({ type: 'admission-overdue', afterMs: WAIT_MS.admission });
  return refuse(state, 'unavailable', undefined, emit);
}

function admitted(
  state: AwaitingHello,
  input: Extract<SessionInput, { type: 'admission.accepted' }>,
  emit: Emit,
): SessionState {
  const { facts, at } = input;
  const { idleMs, maxDurationMs } = facts;
  let timers = stopTimer(state.timers, emit, 'admission');
  const startedAt = input.before?.startedAt ?? at;
  timers = startTimer(timers, emit, 'max-duration', maxDurationMs - (at - startedAt));
  timers = startTimer(timers, emit, 'idle', idleMs);
  const call: CallState = {
    name: 'opening-provider',
    facts,
    startedAt,
    takenAt: at,
    lastActivityAt: at,
    timers,
    link: { phase: 'waiting', connection: 0, handle: undefined },
    recall: undefined,
    outage: undefined,
    owed: 'nothing',
    unansweredSince: undefined,
    visitor: 'here',
    committedSeq: 0,
    exchange: undefined,
    upcoming: undefined,
    nextTurn: 1,
    nextSeq: 1,
    history: [],
    tools: new Map(),
    toolMemory: input.before ? memoryOf(input.before, facts.tools, at) : NO_TOOLS_USED,
    goodbye: undefined,
    heldTexts: [],
    mic: 'open',
    speech: { active: false, startedAt: at, ended: undefined },
    guard: NO_TROUBLE,
    sounding: undefined,
    hearing: nothingGiven(at),
    late: undefined,
    courtesy: AT_EASE,
  };
  const watched = watchManners(call, emit);
  const begun = input.before ? beginAgain(watched, input.before, emit) : openNext(watched, undefined, emit);
  return state.leaveBy === undefined ? begun : drain(begun, Math.max(0, state.leaveBy - at), at, emit);
}

const afterTools = (call: CallState, input: SessionInput, emit: Emit): SessionState =>
  giveAfterTools(call, talked(call, onCall(call, input, emit), input, emit), emit);

/** An input that changed nothing, as audio of an interrupted reply does, was not heard by anybody. */
const talked = (before: CallState, after: SessionState, input: SessionInput, emit: Emit): SessionState =>
  hasCall(after) && after !== before ? noteTalk(after, input, emit) : after;

function onCall(call: CallState, input: SessionInput, emit: Emit): SessionState {
  if ('connection' in input) return fromProvider(call, input, emit);
  switch (input.type) {
    case 'timer':
      return onTimer({ ...call, timers: forget(call.timers, input.timer) }, input.timer, input.at, emit);
    case 'tool.settled':
      return leaveIfQuiet(toolSettled(call, input, emit), input.at, emit);
    case 'filler.ready':
      return fillerReady(call, input, emit);
    case 'turn.committed':
      if (input.seq > call.committedSeq)
        emit({ type: 'send', message: { type: 'turn.committed', seq: input.seq } });
      return { ...call, committedSeq: Math.max(call.committedSeq, input.seq) };
    case 'lease-lost':
      return endCall(
        call,
        { at: input.at, reason: 'taken_over', error: { code: 'taken_over' }, abandon: true },
        emit,
      );
    case 'credential-gone':
      return endCall(
        call,
        { at: input.at, reason: input.reason, error: { code: 'unauthenticated', message: CREDENTIAL_GONE } },
        emit,
      );
    case 'broken':
      return broken(call, input.at, emit);
    case 'unwritable':
      return endCall(call, { at: input.at, reason: 'error', error: { code: 'internal' } }, emit);
    case 'budget-spent':
      return budgetSpent(call, input.at, emit);
    case 'drain':
      return drain(call, input.deadlineMs, input.at, emit);
    case 'connected':
    case 'admission.accepted':
    case 'admission.elsewhere':
    case 'admission.refused':
    case 'finalised':
    case 'handed-over':
      return call;
    default:
      return fromClient(call, input, emit);
  }
}

/** A fault of ours in this session; what is written of the call is whole, so another one goes on with it. */
function broken(call: CallState, at: number, emit: Emit): SessionState {
  const isWell = call.name !== 'opening-provider' && at - call.takenAt >= WAIT_MS.steady;
  const ending = { at, reason: 'error', error: { code: 'internal' }, handOver: isWell } as const;
  return endCall(call, ending, emit);
}

function onToolTimer(
  call: CallState,
  { kind, occasion }: ReturnType<typeof toolTimerOf>,
  at: number,
  emit: Emit,
): CallState {
  if (kind === 'filler') return fillerDue(call, occasion, at, emit);
  const forWords = call.tools.get(occasion)?.waitsFor === 'words';
  return forWords ? settleWaiting(call, at, emit, occasion) : toolDeadline(call, occasion, at, emit);
}

function onTimer(call: CallState, timer: TimerName, at: number, emit: Emit): SessionState {
  switch (timer) {
    case 'idle': {
      // Activity only notes the time; the timer is started anew when it finds some.
      const left = call.visitor === 'away' ? call.facts.idleMs : call.lastActivityAt + call.facts.idleMs - at;
      if (left > 0) return { ...call, timers: startTimer(call.timers, emit, 'idle', left) };
      return endCall(call, { at, reason: 'idle_timeout', error: { code: 'idle_timeout' } }, emit);
    }
    case 'max-duration':
      return endCall(call, { at, reason: 'max_duration', error: { code: 'max_duration' } }, emit);
    case 'drain':
      return handOver(call, at, emit);
    case 'pause':
      return lookForPause(call, at, emit);
    case 'away':
      return giveUp(call, at, emit);
    case 'park':
      return park(call, at, emit);
    case 'reconnect':
      return call.link.phase === 'waiting' && call.visitor === 'here'
        ? openNext(call, call.link.handle, emit)
        : call;
    case 'rotate':
      return leaveNow(call, at, emit);
    case 'user-settle':
      return settleUser(call, emit);
    case 'late-reply':
      return lateDue(call, at, emit);
    case 'cut-in':
      return call.speech.active ? cutIn(call, at, emit) : call;
    case 'thinking':
      return answerDue(call, at, emit);
    case 'goodbye':
      return goodbyeDue(call, at, emit);
    case 'guard':
      return guardDue(call, at, emit);
    case 'apology':
      return apologised(call, at, emit);
    case 'silence':
      return silenceDue(call, at, emit);
    case 'farewell':
      return farewellDue(call, at, emit);
    case 'last-word':
      return farewellHeard(call, at, emit);
    case 'news':
      return newsDue(call, at);
    case 'hello':
    case 'admission':
    case 'finish':
      return call;
    default:
      return onToolTimer(call, toolTimerOf(timer), at, emit);
  }
}

function draining(state: Draining, input: SessionInput, emit: Emit): SessionState {
  switch (input.type) {
    case 'turn.committed':
      if (state.client === 'connected')
        emit({ type: 'send', message: { type: 'turn.committed', seq: input.seq } });
      return state;
    case 'client.gone':
      return { ...state, client: 'gone' };
    case 'timer':
      return close({ ...state, timers: forget(state.timers, input.timer) }, emit);
    case 'finalised':
    case 'handed-over':
    case 'lease-lost':
      return close(state, emit);
    case 'client.audio':
      emit({ type: 'drop', what: 'mic-audio', reason: 'closing' });
      return state;
    default:
      return state;
  }
}

export { initialState } from './state.js';
