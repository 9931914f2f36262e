import { openGate } from './consent-gate.js';
import { isQuiet } from './courtesy.js';
import { become } from './exchange.js';
import type { ToolAnswer } from './input.js';
import { hasCall, type CallState, type SessionState } from './state.js';
import { withMemory } from './tool-memory.js';
import type { PastTool, ToolNews } from './tool-state.js';
import { startTimer, type Emit } from './timers.js';

// A tool in the background ends when the conversation is elsewhere, or its connection is gone. The visitor was promised what
// it brings, and nothing else that is owed reminds the model of it.

const KEPT = 8;
/** Of one answer; it is an instruction, not a document. */
const CHARS = 2_000;

/** Given to the model as the answer to its call, on this connection. Whether it tells of it is looked at. */
export const given = (
  call: CallState,
  past: Pick<PastTool, 'occasion' | 'name'>,
  answer: ToolAnswer,
  at: number,
) => note(call, { ...past, answer, given: { connection: call.link.connection, at, asked: false } });

/** The model that asked does not know of it. */
export const untold = (call: CallState, { occasion, name }: PastTool, answer: ToolAnswer): CallState =>
  note(call, { occasion, name, answer, given: undefined });

function note(call: CallState, { occasion, name, answer, given }: ToolNews): CallState {
  const others = call.toolMemory.news.filter((known) => known.occasion !== occasion);
  return withMemory(call, { news: [...others, { occasion, name, answer, given }].slice(-KEPT) });
}

/** The agent speaks after it was told. What it begins before may be about something else. */
export function newsHeard<C extends CallState>(call: C): C {
  const { news } = call.toolMemory;
  const since = call.exchange?.agent?.firstAudioAt;
  if (news.length === 0 || since === undefined) return call;
  const left = news.filter((one) => !isGiven(call, one) || (one.given?.at ?? 0) > since);
  return left.length === news.length ? call : withMemory(call, { news: left });
}

const isGiven = ({ link }: CallState, { given }: ToolNews): boolean => given?.connection === link.connection;
const isAsked = (call: CallState, one: ToolNews): boolean => isGiven(call, one) && one.given?.asked === true;

const hasNews = (call: CallState): boolean => call.toolMemory.news.some((one) => !isAsked(call, one));

/** A connection on which the model is about to tell what a tool has answered is not left in that pause. */
export const hasToTell = (call: CallState): boolean =>
  call.toolMemory.owesSince !== undefined || hasNews(call);

/** Called after each input: in the next pause the model is told what it does not know, and the rest is watched. */
export function tellNews(after: SessionState, at: number, emit: Emit): SessionState {
  if (!hasCall(after) || after.toolMemory.news.length === 0) return after;
  const mayTell =
    isQuiet(after) && after.visitor === 'here' && !after.courtesy.farewell && !after.guard.awaiting;
  if (!mayTell) return after;
  if (after.toolMemory.news.some((one) => !isGiven(after, one))) return instruct(after, at, emit);
  const watched = after.timers.running.news !== undefined || !hasNews(after);
  return watched ? after : { ...after, timers: startTimer(after.timers, emit, 'news', after.facts.answerMs) };
}

/** The model has had its answer for a while, and nobody spoke: it has left it at that. */
export function newsDue(call: CallState, at: number): CallState {
  const { answerMs } = call.facts;
  const news = call.toolMemory.news.map((one) =>
    one.given && !one.given.asked && at - one.given.at >= answerMs ? { ...one, given: undefined } : one,
  );
  return withMemory(call, { news });
}

function instruct(call: CallState, at: number, emit: Emit): CallState {
  const { connection } = call.link;
  const telling = call.toolMemory.news.filter((one) => !isGiven(call, one));
  const asking = telling.reduce(
    (state, { answer }) =>
      answer.kind === 'confirmation' ? openGate(state, answer.token, answer.result) : state,
    call,
  );
  emit({ type: 'provider-text', connection, text: `(${telling.map(wordsOf).join(' ')} Tell the user now.)` });
  const news = call.toolMemory.news.map((one) =>
    isGiven(call, one) ? one : { ...one, given: { connection, at, asked: true } },
  );
  const thinking = become(withMemory(asking, { news }), 'thinking', emit);
  return {
    ...thinking,
    guard: { ...thinking.guard, awaiting: true, owes: 'answer' },
    timers: startTimer(thinking.timers, emit, 'guard', call.facts.answerMs * 1.25),
  };
}

const wordsOf = ({ name, answer }: ToolNews): string =>
  answer.kind === 'error'
    ? `The tool "${name}", which you called earlier, has failed: ${answer.error.slice(0, CHARS)}`
    : `The tool "${name}", which you called earlier, has brought: ${toldOf(answer.result).slice(0, CHARS)}`;

const toldOf = (result: unknown): string => JSON.stringify(result ?? 'done');
