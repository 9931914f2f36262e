import { heardText } from './heard.js';
import { isBehind, keepLate, settleLate, tellRecorded } from './late-reply.js';
import { HISTORY_TURNS, LATENCY_WINDOW_MS, WAIT_MS } from './limits.js';
import type { Call, CallState, Conversing } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import {
  isUnheard,
  newAgentPart,
  newUserPart,
  undoubled,
  type AgentPart,
  type Exchange,
  type Part,
  type SpokenTurn,
  type UserPart,
} from './turn.js';

/** The conversational state that the client is shown changes only here. */
export function become(call: CallState, name: Conversing['name'], emit: Emit): Conversing {
  if (call.name === name) return { ...call, name };
  emit({ type: 'send', message: { type: 'state', state: name } });
  const answer =
    name === 'thinking'
      ? startTimer(call.timers, emit, 'thinking', call.facts.answerMs)
      : stopTimer(call.timers, emit, 'thinking');
  return { ...call, name, timers: watchReply({ ...call, timers: answer }, name, emit) };
}

/** The guard looks at a reply while it is spoken, and at what the model still has to answer to us (guard.ts). */
function watchReply(call: CallState, name: Conversing['name'], emit: Emit): CallState['timers'] {
  if (name === 'speaking') return startTimer(call.timers, emit, 'guard', WAIT_MS.stall);
  return call.guard.awaiting ? call.timers : stopTimer(call.timers, emit, 'guard');
}

type InExchange<C extends Call> = C & { exchange: Exchange };
type InReply<C extends Call> = C & { exchange: Exchange & { agent: AgentPart } };

// Each frame of audio asks: a call that is in its exchange already is not copied for it.
const isInExchange = <C extends Call>(call: C): call is InExchange<C> => call.exchange !== undefined;
const isInReply = <C extends Call>(call: C): call is InReply<C> => call.exchange?.agent !== undefined;

/** The open exchange, or a new one with the next number. */
export function ensureExchange<C extends Call>(call: C, at: number, emit: Emit): InExchange<C> {
  if (isInExchange(call)) return call;
  emit({ type: 'send', message: { type: 'turn.started', turn: call.nextTurn } });
  const ended = call.speech.ended;
  const exchange: Exchange = {
    turn: call.nextTurn,
    answersSpeech: ended !== undefined && at - ended.at < LATENCY_WINDOW_MS,
    user: undefined,
    agent: undefined,
  };
  return { ...call, exchange, nextTurn: call.nextTurn + 1 };
}

/** The agent's part of the open exchange; the visitor's part settles a moment after the reply begins. */
export function ensureAgent<C extends Call>(call: C, generation: number, at: number, emit: Emit): InReply<C> {
  if (isInReply(call)) return call;
  const opened = ensureExchange(call, at, emit);
  const agent = newAgentPart(generation, at);
  const timers = startTimer(opened.timers, emit, 'user-settle', WAIT_MS.userSettle);
  return { ...opened, timers, exchange: { ...opened.exchange, agent } };
}

const spokenOf = (
  { nextSeq: seq }: Call,
  turn: number,
  role: 'user' | 'agent',
  { text, startedAt, endedAt }: Part,
  interrupted: boolean,
): SpokenTurn => ({ seq, turn, role, text: text.trim(), interrupted, startedAt, endedAt });

/** Takes the next place in the order of turns. Turns are recorded in order, so one that was heard late is not awaited. */
function take<C extends Call>(call: C, spoken: SpokenTurn, emit: Emit): C {
  const settled = settleLate(call, emit);
  const history = spoken.text === '' ? settled.history : [...settled.history, spoken].slice(-HISTORY_TURNS);
  return { ...settled, nextSeq: settled.nextSeq + 1, history };
}

/** What the visitor said in this exchange is complete: record it. Later words open the next exchange. */
export function settleUser<C extends Call>(call: C, emit: Emit): C {
  const timers = stopTimer(call.timers, emit, 'user-settle');
  const exchange = call.exchange;
  if (!exchange?.user || exchange.user.settled) return { ...call, timers };
  const settled = { ...call, timers, exchange: { ...exchange, user: { ...exchange.user, settled: true } } };
  if (exchange.user.text.trim() === '') return settled;
  const words = { ...exchange.user, text: undoubled(exchange.user.text.trim()) };
  const spoken = spokenOf(call, exchange.turn, 'user', words, false);
  const taken = take(settled, spoken, emit);
  tellRecorded(spoken, {}, emit);
  return taken;
}

interface Closing {
  readonly at: number;
  /** Cut off: of the agent's words, only those within this much of the reply's audio were heard and are recorded. */
  readonly heardMs?: number;
}

/** Both sides are complete: record what is not yet recorded, and let the words that came too early open the next. */
export function closeExchange<C extends Call>(call: C, how: Closing, emit: Emit): C {
  const exchange = call.exchange;
  if (!exchange) return call;
  const recorded = closeReply(settleUser(call, emit), exchange.turn, exchange.agent, how, emit);
  const { upcoming } = recorded;
  const closed: C = { ...recorded, exchange: undefined, upcoming: undefined };
  if (!upcoming) return closed;
  const next = ensureExchange(closed, how.at, emit);
  tellUserText(next.exchange.turn, upcoming.text, emit);
  return { ...next, exchange: { ...next.exchange, user: upcoming } };
}

function closeReply<C extends Call>(
  call: C,
  turn: number,
  agent: AgentPart | undefined,
  { at, heardMs }: Closing,
  emit: Emit,
): C {
  if (!agent || (agent.text.trim() === '' && agent.sentMs === 0)) return call;
  const unheard = isUnheard(agent);
  const cut = heardMs !== undefined || unheard;
  const heard = heardMs === undefined ? agent.text : heardText(agent, heardMs);
  const text = unheard ? '' : heard;
  const spoken = spokenOf(call, turn, 'agent', { ...agent, text, endedAt: at }, cut);
  const taken = take(call, spoken, emit);
  const allOfIt = agent.sentMs > 0 && (heardMs === undefined || heardMs >= agent.sentMs);
  if (allOfIt && isBehind(call, at)) return keepLate(taken, { spoken, agent }, at, emit);
  tellRecorded(spoken, agent, emit);
  return taken;
}

interface Words {
  readonly at: number;
  readonly typed: boolean;
  /** Adds them to what is known of this part. */
  readonly merge: (soFar: UserPart) => string;
}

/** Words of the visitor, as a transcript or typed. */
export function userSays(call: CallState, { at, typed, merge }: Words, emit: Emit): CallState {
  const said = (soFar: UserPart): UserPart => ({
    ...soFar,
    text: merge(soFar),
    typed: soFar.typed || typed,
    endedAt: at,
  });
  const exchange = call.exchange;
  const late = exchange?.agent && !exchange.user && !exchange.answersSpeech;
  if (exchange && (exchange.user?.settled || late)) {
    return { ...call, upcoming: said(call.upcoming ?? newUserPart('', at)) };
  }
  const opened = ensureExchange(call, at, emit);
  const soFar = opened.exchange.user ?? newUserPart('', at);
  const user = said(soFar);
  if (user.text !== soFar.text)
    emit({
      type: 'send',
      message: {
        type: 'transcript',
        role: 'user',
        turn: opened.exchange.turn,
        text: user.text,
        final: false,
      },
    });
  return { ...opened, exchange: { ...opened.exchange, user } };
}

const tellUserText = (turn: number, text: string, emit: Emit): void =>
  emit({ type: 'send', message: { type: 'transcript', role: 'user', turn, text, final: false } });
