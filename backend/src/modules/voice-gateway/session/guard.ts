import { apologise } from './apology.js';
import { dropped } from './hearing.js';
import { takesInput } from './held-input.js';
import { cutLate } from './late-reply.js';
import { become, closeExchange } from './exchange.js';
import { WAIT_MS } from './limits.js';
import { cutOff, instructionFor, leave } from './link.js';
import type { CallState, Guard, SessionState } from './state.js';
import { startTimer, type Emit } from './timers.js';
import { isBlocked } from './tools.js';
import { hasSounded, isUnheard } from './turn.js';
import { forgetVoice, isVoiced } from './voice.js';

/** Failures of the model that nobody tells of: the connection stands, and the visitor hears nothing or half of it. */
interface Failure {
  /** The first rung of the ladder that may help; what is worse begins higher. */
  readonly from: 1 | 2;
  readonly owes: 'answer' | 'rest-of-reply';
  /** Taken from the health of the call, which begins at 100. */
  readonly cost: number;
}
const FAILURES = {
  'no-answer': { from: 1, owes: 'answer', cost: 10 },
  'half-dead': { from: 2, owes: 'answer', cost: 15 },
  'empty-turn': { from: 1, owes: 'answer', cost: 10 },
  'cut-turn': { from: 1, owes: 'rest-of-reply', cost: 5 },
  'phantom-interrupted': { from: 1, owes: 'rest-of-reply', cost: 10 },
  stall: { from: 1, owes: 'rest-of-reply', cost: 10 },
  'quiet-audio': { from: 2, owes: 'answer', cost: 15 },
} as const satisfies Record<string, Failure>;
export type SilentFailure = keyof typeof FAILURES;
export const SILENT_FAILURES = Object.keys(FAILURES) as SilentFailure[];

const LADDER = ['nudge', 'resume', 'fresh', 'give-up'] as const;
const GIVE_UP_COST = 40;

/** Audio can be quiet for a breath; a reply that begins quiet for so long has no sound in it. */
const QUIET_REPLY_MS = 1_500;
const QUIET_GAP_MS = 2_500;
const BUSY_MS = 500;
const IF_MEANT_FOR_YOU =
  '(If the last words of the user were meant for you, answer them now. If they were not, stay silent.)';

export const NO_TROUBLE: Guard = {
  rung: 0,
  since: undefined,
  owes: 'answer',
  awaiting: false,
  suspect: false,
  quietMs: 0,
  audible: false,
  providerAt: 0,
};

const withGuard = <C extends CallState>(call: C, guard: Partial<Guard>): C => ({
  ...call,
  guard: { ...call.guard, ...guard },
});
const wait = (call: CallState, emit: Emit, ms: number): CallState => ({
  ...call,
  timers: startTimer(call.timers, emit, 'guard', ms),
});

/** One failure is one rung: nudge, resume by handle, fresh session with what was said, and then an apology. */
export function failed(call: CallState, reason: SilentFailure, at: number, emit: Emit): SessionState {
  // A goodbye that does not come is not waited for: its own timer ends the call.
  if (call.courtesy.farewell) return call;
  const { from, owes, cost } = FAILURES[reason];
  const rung = Math.max(call.guard.rung + 1, from);
  const action = LADDER[rung - 1] ?? 'give-up';
  const turn = call.exchange?.turn ?? null;
  const data = { action, cost: action === 'give-up' ? GIVE_UP_COST : cost };
  emit({ type: 'record-event', at, kind: `guard.${reason}`, turn, data });
  if (action === 'give-up') return apologise(call, at, emit);
  const first = call.guard.rung === 0;
  const troubled = withGuard(call, {
    rung,
    since: first ? (call.guard.since ?? at) : call.guard.since,
    owes: first ? owes : call.guard.owes,
    awaiting: true,
    quietMs: 0,
  });
  return action === 'nudge' ? nudge(troubled, at, emit) : reconnect(troubled, action, at, emit);
}

function nudge(call: CallState, at: number, emit: Emit): SessionState {
  if (!takesInput(call)) return wait(call, emit, BUSY_MS);
  const { connection } = call.link;
  const agent = call.exchange?.agent;
  const closed = agent ? closeExchange(call, { at, heardMs: agent.sentMs }, emit) : call;
  const text = isAnswerOfChoice(call) ? IF_MEANT_FOR_YOU : instructionFor(call, call.guard.owes);
  emit({ type: 'provider-text', connection, text });
  return wait(become(closed, 'thinking', emit), emit, call.facts.answerMs / 2);
}

function reconnect(call: CallState, how: 'resume' | 'fresh', at: number, emit: Emit): SessionState {
  if (call.link.phase !== 'open') return wait(call, emit, BUSY_MS);
  const cut = cutOff(call, at, emit);
  const owing: CallState = { ...cut, owed: cut.owed === 'hearing' ? 'hearing' : call.guard.owes };
  // A handle that still comes on the way out is one of the session that is given up.
  const link = how === 'fresh' ? { ...call.link, handle: undefined, memory: 'lost' as const } : call.link;
  return wait(become(leave({ ...owing, link }, emit), 'thinking', emit), emit, call.facts.answerMs);
}

/** The model was told to speak, or speaks: whether it does, and goes on, is looked at now and then. */
export function guardDue(call: CallState, at: number, emit: Emit): SessionState {
  const { guard } = call;
  if (guard.awaiting) {
    if (call.link.phase !== 'open' || call.speech.active || isBlocked(call)) return wait(call, emit, BUSY_MS);
    const { openedAt } = call.link;
    const { ended } = call.speech;
    const explainedBy = ended ? Math.max(ended.at, openedAt) + WAIT_MS.cough : at;
    if (guard.suspect && guard.rung === 0 && !wasAsked(call) && at < explainedBy)
      return wait(call, emit, explainedBy - at);
    const owedSince = Math.max(ended?.at ?? 0, call.exchange?.user?.endedAt ?? 0, openedAt);
    const left = owedSince + call.facts.answerMs - at;
    if (!guard.suspect && left > 0) return wait(call, emit, left);
    if (guard.rung > 0 || !guard.suspect) return unanswered(call, 'no-answer', at, emit);
    // An interruption without a cause that we heard. Words that came since then, or a voice for a while, are the cause.
    const calm = withGuard(call, { awaiting: false, suspect: false, since: undefined, owes: 'answer' });
    return wasAsked(call) ? calm : failed(forgetNoise(call, emit), 'phantom-interrupted', at, emit);
  }
  const agent = call.exchange?.agent;
  if (call.name !== 'speaking' || agent?.firstAudioAt === undefined) return call;
  const { owesSince } = call.toolMemory;
  const playedUntil = Math.max(call.hearing.until, agent.endedAt);
  // A reply in which a tool was answered goes on when the model has read that: as an answer, not as its own next word.
  const goesOnBy = Math.max(playedUntil + WAIT_MS.stall, (owesSince ?? -Infinity) + call.facts.answerMs);
  if (goesOnBy > at) return wait(call, emit, goesOnBy - at);
  if (isBlocked(call) || call.link.phase !== 'open') return wait(call, emit, WAIT_MS.stall);
  if (owesSince !== undefined) return failed(call, 'no-answer', at, emit);
  if (!agent.complete) return failed(call, 'stall', at, emit);
  const data = { action: 'close-turn', cost: 2 };
  const turn = call.exchange?.turn ?? null;
  emit({ type: 'record-event', at, kind: 'guard.turn-unfinished', turn, data });
  return become(closeExchange(call, { at }, emit), 'listening', emit);
}

/** The model owes an answer since the visitor's last words. Noises are waited for longer, and then forgotten. */
export function answerDue(call: CallState, at: number, emit: Emit): SessionState {
  const again = (ms: number): CallState => ({
    ...call,
    timers: startTimer(call.timers, emit, 'thinking', ms),
  });
  const waits = isBlocked(call) || call.speech.active || call.guard.awaiting || call.goodbye !== undefined;
  const busy = call.link.phase !== 'open' || waits;
  if (busy) return again(call.facts.answerMs);
  const spokeAt = call.speech.ended?.at ?? 0;
  if (!wasAsked(call)) {
    const left = spokeAt + WAIT_MS.thinking - at;
    if (left > 0) return again(left);
    emit({ type: 'record-event', at, kind: 'turn.no-reply', turn: call.exchange?.turn ?? null, data: {} });
    const calm = forgetNoise(call, emit);
    return calm.name === 'thinking' ? become(calm, 'listening', emit) : calm;
  }
  // A connection that was opened since then was told late.
  const openedAt = call.link.phase === 'open' ? call.link.openedAt : 0;
  const since = Math.max(spokeAt, call.exchange?.user?.endedAt ?? 0, openedAt);
  const left = since + call.facts.answerMs - at;
  if (left > 0) return again(left);
  return unanswered(call, call.guard.providerAt < spokeAt ? 'half-dead' : 'no-answer', at, emit);
}

/** Words that a model of this kind may leave unanswered, because they were not meant for it. One that has words did not. */
const isAnswerOfChoice = (call: CallState): boolean =>
  call.facts.mayStaySilent &&
  call.guard.owes === 'answer' &&
  !isUnheard(call.exchange?.agent) &&
  wasAsked(call);

/**
 * Nothing came back to what the visitor said. A model that may stay silent is asked once more, by words that leave it
 * the choice; staying silent then, and alive, is its answer. All others climb the ladder.
 */
export function unanswered(
  call: CallState,
  reason: 'no-answer' | 'half-dead' | 'empty-turn',
  at: number,
  emit: Emit,
): SessionState {
  const alive = call.guard.providerAt > (call.guard.since ?? at);
  if (isRemarkOfOurs(call)) return leftUnanswered(call, at, emit);
  if (!isAnswerOfChoice(call) || call.guard.rung === 0) return failed(call, reason, at, emit);
  return alive ? leftUnanswered(call, at, emit) : failed(call, 'half-dead', at, emit);
}

/** The model was told to ask into a silence, and such a model may find that there is nothing to ask. */
const isRemarkOfOurs = (call: CallState): boolean =>
  call.facts.mayStaySilent &&
  call.guard.owes === 'answer' &&
  call.guard.rung === 0 &&
  call.history.length > 0 &&
  !wasAsked(call);

function leftUnanswered(call: CallState, at: number, emit: Emit): SessionState {
  emit({
    type: 'record-event',
    at,
    kind: 'turn.left-unanswered',
    turn: call.exchange?.turn ?? null,
    data: {},
  });
  const speech = { ...call.speech, ended: undefined };
  const guard = { ...NO_TROUBLE, providerAt: call.guard.providerAt };
  const calm = forgetVoice(closeExchange(call, { at }, emit), emit);
  return become({ ...calm, speech, guard }, 'listening', emit);
}

/** Whether the visitor said something that deserves an answer: words, or a voice for a while. */
export const wasAsked = ({ exchange, upcoming, speech, toolMemory }: CallState): boolean =>
  toolMemory.owesSince !== undefined ||
  (exchange?.user && !hasSounded(exchange.agent) ? exchange.user.text.trim() !== '' : false) ||
  upcoming !== undefined ||
  isVoiced(speech);

/** What comes next answers no cough, and no later connection is told of it. */
const forgetNoise = (call: CallState, emit: Emit): CallState => ({
  ...forgetVoice(call, emit),
  speech: { ...call.speech, ended: undefined },
});

/**
 * An interruption is taken at its word where the visitor said something; else it has a moment to explain itself. A sound
 * that goes on, or is over as soon as a cough, explains nothing yet.
 */
export function suspectPhantom(call: CallState, at: number, emit: Emit): CallState {
  if (call.exchange?.user || isVoiced(call.speech)) return call;
  if (call.guard.awaiting || call.link.phase !== 'open') return call;
  const suspicious = withGuard(call, { awaiting: true, suspect: true, since: at, owes: 'rest-of-reply' });
  const { active, ended } = call.speech;
  const waiting = active ? suspicious : become(suspicious, 'thinking', emit);
  return wait(waiting, emit, active || ended ? WAIT_MS.cough : WAIT_MS.phantom);
}

/** Sound has come: whatever the trouble was, it is over. Near-silence is no sound. */
export function noteSound(call: CallState, ms: number, quiet: boolean, at: number, emit: Emit): CallState {
  const { guard } = call;
  if (quiet) return withGuard(call, { quietMs: guard.quietMs + ms });
  if (guard.audible && guard.quietMs === 0 && !guard.awaiting && guard.rung === 0) return call;
  if (guard.rung > 0) {
    const data = { rung: guard.rung, afterMs: Math.round(at - (guard.since ?? at)) };
    const turn = call.exchange?.turn ?? null;
    emit({ type: 'record-event', at, kind: 'guard.recovered', turn, data });
  }
  return { ...call, guard: { ...NO_TROUBLE, audible: true, providerAt: guard.providerAt } };
}

export const isTooQuiet = ({ guard }: CallState): boolean =>
  guard.quietMs >= (guard.audible ? QUIET_GAP_MS : QUIET_REPLY_MS);

/** Nothing of this reply was worth hearing: the client drops it, what still comes is dropped here, and it is not recorded. */
export function dropQuietReply(call: CallState, at: number, emit: Emit): SessionState {
  const agent = call.exchange?.agent;
  if (!agent || call.link.phase !== 'open') return call;
  const heardMs = call.guard.audible ? Math.max(0, agent.sentMs - call.guard.quietMs) : 0;
  const before = cutLate(call, at, emit);
  emit({ type: 'send', message: { type: 'interrupted', turn: call.exchange.turn, heardMs } });
  const hearing = dropped(before.hearing, at);
  const cut: CallState = { ...before, hearing, link: { ...call.link, cutGeneration: agent.generation } };
  return failed(closeExchange(cut, { at, heardMs }, emit), 'quiet-audio', at, emit);
}
