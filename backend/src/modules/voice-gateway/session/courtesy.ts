import { endCall } from './ending.js';
import { heardMs } from './hearing.js';
import { LOUDSPEAKER_MS, PLAYBACK_PATIENCE_MS } from './limits.js';
import type { CallState, Courtesy, SessionState } from './state.js';
import { isBlocked, modelWaits } from './tools.js';
import { startTimer, stopTimer, type Emit } from './timers.js';

/** So often a silent visitor is asked; then the call is closed. */
const QUESTIONS = 2;
const ASK =
  '(The user has been silent for a while. Ask briefly and kindly whether they are still there. Nothing else.)';
const GOODBYE = {
  idle_timeout:
    '(The user does not answer any more. Say in one short sentence that you end the call now, and goodbye.)',
  max_duration:
    '(The time of this call is over. Say in one short sentence that you have to end it now, thank them, and say goodbye.)',
} as const;
export type Farewell = keyof typeof GOODBYE;

/** Time before a limit that a goodbye takes: a quarter of short calls; none where not even a word would fit. */
const LEAD_MS = { idle_timeout: 12_000, max_duration: 15_000 } as const;
const SHORTEST_LEAD_MS = 4_000;
/** The goodbye, from being asked for to being heard, takes no longer than this. */
const GOODBYE_MS = 10_000;
/** A player buffers, and its last sound should not be clipped. */
const LISTEN_ON_MS = 500;
const LATER_MS = 500;
/** The visitor answers the goodbye: how long their words may trail the voice, and how long all of it may take. */
const WORDS_TRAIL_MS = 3_000;
const ANSWER_MOST_MS = 30_000;

export const leadMs = (limitMs: number, why: Farewell): number => {
  const lead = Math.min(LEAD_MS[why], limitMs / 4);
  return lead < SHORTEST_LEAD_MS ? 0 : lead;
};

export const AT_EASE: Courtesy = { questions: 0, farewell: undefined };

/** Begins to watch for silence, and for the end of a long call, once the call is admitted. */
export function watchManners(call: CallState, emit: Emit): CallState {
  const { maxDurationMs } = call.facts;
  const lead = leadMs(maxDurationMs, 'max_duration');
  // A call that another gateway began has been on for a while.
  const left = maxDurationMs - (call.lastActivityAt - call.startedAt);
  const timers = startTimer(call.timers, emit, 'silence', untilSilence(call, call.lastActivityAt));
  return {
    ...call,
    timers: lead > 0 ? startTimer(timers, emit, 'farewell', left - lead) : timers,
  };
}

/** Words of the visitor. A noise only puts the next question off (`lastActivityAt`); words begin the count anew. */
export function visitorSpoke(call: CallState, emit: Emit): CallState {
  const { farewell, questions } = call.courtesy;
  if (farewell?.why === 'max_duration' || (questions === 0 && !farewell)) return call;
  const timers = farewell ? stopTimer(call.timers, emit, 'last-word') : call.timers;
  const courtesy = { ...call.courtesy, questions: 0, farewell: undefined };
  return {
    ...call,
    courtesy,
    timers: farewell ? startTimer(timers, emit, 'silence', untilSilence(call, call.lastActivityAt)) : timers,
  };
}

/** The last sign of life once agent audio has come: our own questions into the silence are none. */
export const aliveWith = ({ courtesy, lastActivityAt }: CallState, at: number): number =>
  courtesy.questions === 0 && !courtesy.farewell ? at : lastActivityAt;

/** When the silence is worth a word: a question, or before the idle limit a goodbye. */
function silenceEnds(call: CallState): number {
  const { idleMs, silencePromptMs } = call.facts;
  const lead = leadMs(idleMs, 'idle_timeout');
  const goodbye = lead > 0 ? call.lastActivityAt + idleMs - lead : Infinity;
  const quietSince = Math.max(call.lastActivityAt, call.hearing.until);
  return Math.min(goodbye, silencePromptMs > 0 ? quietSince + silencePromptMs : Infinity);
}

/** The longest wait of a timer is bounded; a call that asks nothing is looked at once an hour. */
const untilSilence = (call: CallState, at: number): number =>
  Math.min(Math.max(silenceEnds(call) - at, LATER_MS), 3_600_000);

const again = (call: CallState, ms: number, timer: 'silence' | 'farewell', emit: Emit): CallState => ({
  ...call,
  timers: startTimer(call.timers, emit, timer, ms),
});

/** Nobody speaks, and the model can be told to. */
export const isQuiet = (call: CallState): boolean =>
  call.name === 'listening' &&
  call.link.phase === 'open' &&
  !call.speech.active &&
  !call.goodbye &&
  !isBlocked(call);

export function silenceDue(call: CallState, at: number, emit: Emit): SessionState {
  if (call.courtesy.farewell) return call;
  // Nobody is there to be asked; how long they may stay away is another matter.
  if (call.visitor === 'away') return again(call, LATER_MS, 'silence', emit);
  if (at < silenceEnds(call)) return again(call, untilSilence(call, at), 'silence', emit);
  if (!isQuiet(call) || at < call.hearing.until) return again(call, LATER_MS, 'silence', emit);
  const idleSoon = at >= call.lastActivityAt + call.facts.idleMs - leadMs(call.facts.idleMs, 'idle_timeout');
  if (idleSoon || call.courtesy.questions >= QUESTIONS) return sayGoodbye(call, 'idle_timeout', at, emit);
  // Whoever closed the microphone does not want to be asked; the idle limit still holds.
  if (call.mic === 'muted') return again(call, call.facts.silencePromptMs, 'silence', emit);
  return ask(call, at, emit);
}

function ask(call: CallState, at: number, emit: Emit): CallState {
  const questions = call.courtesy.questions + 1;
  emit({ type: 'record-event', at, kind: 'silence.asked', turn: null, data: { questions } });
  emit({ type: 'provider-text', connection: call.link.connection, text: ASK });
  const asked: CallState = {
    ...call,
    // What they said before is no question that this would be the answer to.
    speech: { ...call.speech, ended: undefined },
    courtesy: { ...call.courtesy, questions },
    guard: { ...call.guard, awaiting: true },
    timers: startTimer(call.timers, emit, 'guard', call.facts.answerMs * 1.25),
  };
  return again(asked, call.facts.silencePromptMs, 'silence', emit);
}

/** The longest call ends soon: not in mid-sentence, as long as there is time. */
export function farewellDue(call: CallState, at: number, emit: Emit): SessionState {
  const left = call.startedAt + call.facts.maxDurationMs - at;
  const patience = leadMs(call.facts.maxDurationMs, 'max_duration') / 2;
  if (call.courtesy.farewell) return call;
  const busy = !isQuiet(call) || at < call.hearing.until;
  if ((busy && left > patience) || modelWaits(call)) return again(call, LATER_MS, 'farewell', emit);
  return call.link.phase === 'open'
    ? sayGoodbye(call, 'max_duration', at, emit)
    : again(call, LATER_MS, 'farewell', emit);
}

function sayGoodbye(call: CallState, why: Farewell, at: number, emit: Emit): CallState {
  emit({ type: 'record-event', at, kind: 'call.farewell', turn: null, data: { reason: why } });
  emit({ type: 'provider-text', connection: call.link.connection, text: GOODBYE[why] });
  const timers = startTimer(stopTimer(call.timers, emit, 'silence'), emit, 'last-word', GOODBYE_MS);
  const speech = { ...call.speech, ended: undefined };
  const farewell = { why, since: at, said: undefined };
  return { ...call, speech, timers, courtesy: { ...call.courtesy, farewell } };
}

/** A reply is complete; called before its exchange is closed. Where it was the goodbye, the call ends once it has been heard. */
export function farewellSaid<C extends CallState>(call: C, at: number, emit: Emit): C {
  const { farewell } = call.courtesy;
  const { agent, turn = 0 } = call.exchange ?? {};
  // A reply from before we asked for the goodbye is not it.
  if (!farewell || !agent || (agent.firstAudioAt ?? 0) < farewell.since) return call;
  const slack = call.hearing.playedMs === undefined ? LISTEN_ON_MS : PLAYBACK_PATIENCE_MS;
  const left = Math.max(0, call.hearing.until - at) + slack;
  return {
    ...call,
    courtesy: { ...call.courtesy, farewell: { ...farewell, said: { turn, sentMs: agent.sentMs } } },
    timers: startTimer(call.timers, emit, 'last-word', left),
  };
}

/** The client has told how far it has played. */
export function farewellPlayed(call: CallState, at: number, emit: Emit): CallState {
  const said = call.courtesy.farewell?.said;
  if (!said) return call;
  const left = said.sentMs - heardMs(call.hearing, said, at);
  const ms = left > 1 ? left + PLAYBACK_PATIENCE_MS : LOUDSPEAKER_MS;
  return { ...call, timers: startTimer(call.timers, emit, 'last-word', ms) };
}

/** A voice has answered the goodbye to whom we took for gone; words of it, which trail, take the goodbye back. */
function isAnswered({ name, speech, courtesy: { farewell } }: CallState, at: number): boolean {
  if (farewell?.why !== 'idle_timeout' || at - farewell.since > ANSWER_MOST_MS) return false;
  const { active, ended } = speech;
  const lately = ended !== undefined && ended.at >= farewell.since && at - ended.at < WORDS_TRAIL_MS;
  return active || lately || (name === 'speaking' && farewell.said !== undefined);
}

export function farewellHeard(call: CallState, at: number, emit: Emit): SessionState {
  if (isAnswered(call, at)) return { ...call, timers: startTimer(call.timers, emit, 'last-word', LATER_MS) };
  const reason = call.courtesy.farewell?.why ?? 'idle_timeout';
  return endCall(call, { at, reason, error: { code: reason } }, emit);
}
