import { become, closeExchange, settleUser } from './exchange.js';
import { apologise } from './apology.js';
import { begunTools } from './begun-tools.js';
import { giveHeld } from './held-input.js';
import {
  backoffMs,
  openWithinMs,
  REMINDER_CHARS,
  RESUME_ATTEMPTS,
  RESUMED_WITHIN_MS,
  WAIT_MS,
} from './limits.js';
import type { InputOf, ProviderFailure } from './input.js';
import type { Call, CallState, SessionState } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import { loseTools } from './tool-answers.js';
import { connectionLost } from './tool-memory.js';
import { hasToTell } from './tool-news.js';
import type { SpokenTurn } from './turn.js';
import { canReplay, forgetVoice, withoutWords } from './voice.js';
import { welcome } from './welcome.js';

/** Taken from the health of the call, as what the guard finds is: see guard.ts. A change that was announced costs nothing. */
const COST = { lost: 5, openFailed: 3, givenUp: 40 } as const;

/**
 * Opens the next connection under a new number. It is told what was spoken so far; where it goes on by a handle only the
 * end of that, since a handle is from before what was said last.
 */
export function openNext<C extends Call>(call: C, handle: string | undefined, emit: Emit): C {
  const connection = call.link.connection + 1;
  const usual = openWithinMs(call.outage?.attempts ?? 0);
  // A session that is fresh may come sooner than the old one.
  const withinMs = handle ? Math.min(usual, RESUMED_WITHIN_MS) : usual;
  const spoken = beforeHeld(call);
  const history = handle ? reminderOf(spoken) : spoken;
  emit({ type: 'open-provider', connection, handle, history, begun: begunTools(call), withinMs });
  return { ...call, link: { phase: 'opening', connection, handle } };
}

/** What was typed into the gap follows as text, and is not told twice. */
function beforeHeld({ history, heldTexts }: Call): readonly SpokenTurn[] {
  const held = heldTexts.map((text) => text.trim());
  const last = history.findLastIndex(({ role, text }) => role === 'agent' || !held.includes(text));
  return history.slice(0, last + 1);
}

/** The newest whole turns within the bound, and the newest one in any case. */
export function reminderOf(history: readonly SpokenTurn[]): readonly SpokenTurn[] {
  let chars = 0;
  const tooOld = history.findLastIndex(({ text }) => (chars += text.length) > REMINDER_CHARS);
  return history.slice(Math.min(tooOld + 1, Math.max(0, history.length - 1)));
}

/** Instructions to the model after a gap; spoken replies stay in the call's own language. */
const PICK_UP = {
  answer: '(Your last words did not arrive. Now answer what the user said last.)',
  'rest-of-reply':
    '(Your last words broke off. Continue your last reply where it stopped, without repeating it.)',
} as const;

/** A greeting that was never heard is simply asked for again. */
export const instructionFor = (call: CallState, owes: keyof typeof PICK_UP): string =>
  call.history.length === 0 && !call.exchange && call.facts.firstMessage
    ? greeting(call.facts.firstMessage)
    : PICK_UP[owes];

const greeting = (firstMessage: string): string =>
  `Begin the conversation now: say exactly the following words, and nothing else: "${firstMessage}"`;

export function providerOpened(call: CallState, at: number, emit: Emit): CallState {
  const { connection, handle } = call.link;
  const first = call.name === 'opening-provider';
  emit({
    type: 'record-event',
    at,
    kind: 'provider.connected',
    turn: null,
    data: { connection, resumed: !!handle },
  });
  if (first) {
    emit({ type: 'send', message: { ...welcome(call.facts), resumed: false } });
    // Told once here, because `become` speaks only of changes.
    emit({ type: 'send', message: { type: 'state', state: 'listening' } });
  }
  const owes = call.owed === 'answer' || call.owed === 'rest-of-reply' ? call.owed : undefined;
  // Typed words that waited ask for an answer themselves.
  const asks = call.heldTexts.length > 0;
  const instruction = first
    ? call.facts.firstMessage && greeting(call.facts.firstMessage)
    : owes !== undefined && !asks && instructionFor(call, owes);
  if (instruction) emit({ type: 'provider-text', connection, text: instruction });
  return {
    ...giveHeld(call, { type: 'release-audio', connection, utterance: call.owed === 'hearing' }, emit),
    timers: watchAnswer(call, instruction !== false && instruction !== '', emit),
    guard: instruction ? { ...call.guard, awaiting: true } : call.guard,
    name: call.name === 'opening-provider' ? 'listening' : call.name,
    link: {
      phase: 'open',
      connection,
      handle,
      cutGeneration: -1,
      leaveSoon: false,
      memory: handle === undefined ? 'new' : 'unproven',
      openedAt: at,
    },
    owed: 'nothing',
  };
}

/** From now on the model may take its usual time. */
function watchAnswer(call: CallState, told: boolean, emit: Emit): CallState['timers'] {
  if (told) return startTimer(call.timers, emit, 'guard', call.facts.answerMs * 1.25);
  return call.name === 'thinking'
    ? startTimer(call.timers, emit, 'thinking', call.facts.answerMs)
    : call.timers;
}

/** The model answers: the connection is as good as any, and the next loss begins an outage of its own. */
export const isWell = <C extends Call>(call: C): C => (call.outage ? { ...call, outage: undefined } : call);

/** The provider is not there: try again after a pause, within the budget of this outage. */
function retry(
  lost: CallState,
  failure: ProviderFailure,
  detail: string,
  at: number,
  emit: Emit,
): SessionState {
  const { connection } = lost.link;
  const call: CallState = { ...lost, link: { phase: 'waiting', connection, handle: lost.link.handle } };
  const outage = call.outage ?? { since: at, attempts: 0 };
  const budget = call.name === 'opening-provider' ? WAIT_MS.firstOpening : WAIT_MS.outage;
  const resuming = call.link.handle !== undefined;
  const hopeless = failure === 'fatal' && !resuming;
  if (hopeless || at - outage.since >= budget) {
    const data = { failure, detail, cost: COST.givenUp };
    emit({ type: 'record-event', at, kind: 'provider.given-up', turn: null, data });
    return apologise(call, at, emit);
  }
  const handle = isWorthResuming(call, failure, outage.attempts) ? call.link.handle : undefined;
  // A fresh session is another attempt than the one that failed: it need not wait.
  const pauseMs = backoffMs(resuming && !handle ? 0 : outage.attempts);
  const timers = startTimer(call.timers, emit, 'reconnect', pauseMs);
  return {
    ...call,
    timers,
    outage: { since: outage.since, attempts: outage.attempts + 1 },
    link: { phase: 'waiting', connection, handle },
  };
}

/**
 * A handle that the provider does not take is not offered again (reference row 7), nor is one that it cannot go on with
 * time and again. In a silence that lasts once is enough: the provider may hold the dead connection for open, and refuse
 * to resume for as long (reference row 8).
 */
function isWorthResuming(call: CallState, failure: ProviderFailure, attempts: number): boolean {
  if (call.guard.rung > 0) return false;
  if (failure === 'resume-failed') return attempts < RESUME_ATTEMPTS;
  return failure === 'transient' || failure === 'busy';
}

/** Nobody is there to hear the model: the next connection is opened when the visitor is back. */
const waitForVisitor = (call: CallState): CallState => {
  const { connection, handle } = call.link;
  return { ...call, link: { phase: 'waiting', connection, handle } };
};

export function openFailed(
  call: CallState,
  input: InputOf<'provider.open-failed'>,
  emit: Emit,
): SessionState {
  const { at, failure, detail, connection } = input;
  const data = { connection, failure, detail, cost: COST.openFailed };
  emit({ type: 'record-event', at, kind: 'provider.open-failed', turn: null, data });
  return retry(call, failure, detail, at, emit);
}

export function providerClosed(call: CallState, input: InputOf<'provider.closed'>, emit: Emit): SessionState {
  const { at, failure, detail, connection } = input;
  if (call.link.phase === 'leaving')
    return call.visitor === 'away' ? waitForVisitor(call) : openNext(call, call.link.handle, emit);
  const data = { connection, failure, detail, cost: COST.lost };
  emit({ type: 'record-event', at, kind: 'provider.lost', turn: call.exchange?.turn ?? null, data });
  const steady = call.link.phase === 'open' && at - call.link.openedAt >= WAIT_MS.steady;
  const next = cutOff(steady ? isWell(call) : call, at, emit);
  return retry(next, reasonOf(next, failure), detail, at, emit);
}

/**
 * Mid-call, a refused handle or an invalid argument is a reason for a fresh session, not for hanging up; and so is a
 * session that is resumed time and again and never lives to answer.
 */
function reasonOf({ outage }: CallState, failure: ProviderFailure): ProviderFailure {
  if (failure === 'fatal') return 'handle-refused';
  return failure === 'transient' && outage ? 'resume-failed' : failure;
}

/** The provider has announced its end: leave at the next pause, or shortly before the announced time. */
export function goAway(call: CallState, input: InputOf<'provider.go-away'>, emit: Emit): CallState {
  if (call.link.phase !== 'open' || call.link.leaveSoon) return call;
  const data = { timeLeftMs: input.timeLeftMs };
  emit({ type: 'record-event', at: input.at, kind: 'provider.go-away', turn: null, data });
  const timers = startTimer(call.timers, emit, 'rotate', input.timeLeftMs - WAIT_MS.goAwayMargin);
  return leaveIfQuiet({ ...call, timers, link: { ...call.link, leaveSoon: true } }, input.at, emit);
}

export function leaveIfQuiet<C extends CallState>(call: C, at: number, emit: Emit): C {
  const quiet = call.name === 'listening' && !call.speech.active && call.tools.size === 0 && !hasToTell(call);
  if (!quiet || call.link.phase !== 'open' || !call.link.leaveSoon) return call;
  // However quiet it was: the next one goes on from the newest handle, and knows nothing of what was answered since.
  return leave(connectionLost(call, at), emit);
}

/** Resuming is refused while the old connection is open (reference row 8): close first, open when it is gone. */
export function leave<C extends CallState>(call: C, emit: Emit): C {
  if (call.link.phase !== 'open') return call;
  const { connection, handle, memory } = call.link;
  emit({ type: 'close-provider', connection });
  const timers = stopTimer(call.timers, emit, 'rotate');
  return { ...call, timers, link: { phase: 'leaving', connection, handle, memory } };
}

/** The announced end is near and the conversation has not paused: what is being said is picked up afterwards. */
export function leaveNow(call: CallState, at: number, emit: Emit): CallState {
  if (call.link.phase !== 'open') return call;
  return leave(cutOff(call, at, emit), emit);
}

/** The connection ends in mid-conversation: what was spoken is kept, and what the model owes is remembered. */
export function cutOff(call: CallState, at: number, emit: Emit): CallState {
  const dropped = loseTools(call, at, emit);
  if (canReplay(dropped, at)) return toBeHeardAgain(dropped, at, emit);
  const closed = closeReply(dropped, at, emit);
  const owed = call.name === 'speaking' ? 'rest-of-reply' : call.name === 'thinking' ? 'answer' : call.owed;
  // The next connection knows of the visitor's words only what is written down.
  const settled: CallState = { ...settleUser(closed, emit), owed };
  if (settled.name !== 'speaking') return settled;
  // Nor is a noise into the reply told to any later connection.
  return become(forgetVoice(settled, emit), 'thinking', emit);
}

/** What was sent is still played to the visitor, so all of it counts as heard. */
function closeReply(call: CallState, at: number, emit: Emit): CallState {
  const agent = call.exchange?.agent;
  return agent ? closeExchange(call, { at, heardMs: agent.sentMs }, emit) : call;
}

/** The next connection hears it from the beginning, and puts it into words anew. */
function toBeHeardAgain(call: CallState, at: number, emit: Emit): CallState {
  const kept = withoutWords(call);
  // A reply without a sound was none: what is heard again stays in its turn.
  const exchange =
    kept.exchange?.agent?.sentMs === 0 ? { ...kept.exchange, agent: undefined } : kept.exchange;
  const timers = stopTimer(kept.timers, emit, 'user-settle');
  const unheard: CallState = { ...closeReply({ ...kept, exchange, timers }, at, emit), owed: 'hearing' };
  if (unheard.name !== 'speaking') return unheard;
  const next = become(unheard, unheard.speech.active ? 'listening' : 'thinking', emit);
  if (next.guard.rung > 0) return next;
  // Where it comes to no words, the rest of the reply is still owed; see guard.ts.
  const guard = { ...next.guard, awaiting: true, suspect: true, since: at, owes: 'rest-of-reply' as const };
  return { ...next, guard, timers: startTimer(next.timers, emit, 'guard', WAIT_MS.cough) };
}
