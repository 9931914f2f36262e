import { openGate } from './consent-gate.js';
import { startGoodbye } from './goodbye.js';
import type { InputOf, ToolAnswer } from './input.js';
import { WAIT_MS } from './limits.js';
import type { CallState } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import { connectionLost, markDone, pastOf, remember, withMemory } from './tool-memory.js';
import { given, untold } from './tool-news.js';
import type { PendingTool } from './tool-state.js';
import { fillerTimer, isBlocked, toolTimer } from './tools.js';

const TIMED_OUT = 'The tool did not answer in time. Tell the user and go on without it.';

type Told = { result: unknown } | { error: string };

/** A model that is told nothing asks again (reference row 19). */
const NOTHING_TO_TELL = {
  status: 'done',
  message: 'The tool has done what was asked and has nothing to tell. Do not call it again for the same.',
};

const outcomeOf = (answer: ToolAnswer): Told => {
  if (answer.kind === 'error') return { error: answer.error };
  return { result: saysNothing(answer.result) ? NOTHING_TO_TELL : answer.result };
};
const saysNothing = (result: unknown): boolean =>
  result === null ||
  result === undefined ||
  result === '' ||
  (typeof result === 'object' && !Array.isArray(result) && Object.keys(result).length === 0);
const isOk = (answer: ToolAnswer): boolean => answer.kind === 'result';

/** What the tool came to. Nobody waits for a second answer, or for one that the model has given up: it is counted. */
export function toolSettled(call: CallState, input: InputOf<'tool.settled'>, emit: Emit): CallState {
  const { occasion, outcome, at } = input;
  if (outcome.kind === 'ask-page') return askPage(call, occasion, outcome.args, emit);
  return settleTool(call, occasion, outcome, at, emit);
}

/** The page's own answer; only for what it was asked. */
export function pageAnswered(call: CallState, input: InputOf<'client.tool-result'>, emit: Emit): CallState {
  const { id, at } = input;
  const outcome: ToolAnswer =
    input.error === undefined
      ? { kind: 'result', result: input.result ?? null }
      : { kind: 'error', code: 'page', error: input.error };
  const asked = call.tools.get(id)?.waitsFor === 'page' || isLostClientTool(call, id);
  if (!asked) return stale(call, emit);
  emit({ type: 'keep-page-answer', occasion: id, answer: outcome });
  return settleTool(call, id, outcome, at, emit);
}

const isLostClientTool = (call: CallState, occasion: string): boolean =>
  call.toolMemory.past.some(
    (past) =>
      past.occasion === occasion &&
      call.facts.tools.some(({ name, kind }) => name === past.name && kind === 'client'),
  );

function stale(call: CallState, emit: Emit): CallState {
  emit({ type: 'drop', what: 'input', reason: 'stale-tool-result' });
  return call;
}

function askPage(call: CallState, occasion: string, args: Readonly<Record<string, unknown>>, emit: Emit) {
  const pending = call.tools.get(occasion);
  if (!pending) {
    // Given up before the page heard of it.
    const past = call.toolMemory.past.find((known) => known.occasion === occasion);
    return past ? remember(call, { ...past, state: 'stopped' }) : stale(call, emit);
  }
  const { name } = pending;
  emit({ type: 'send', message: { type: 'tool.started', id: occasion, name, args: { ...args } } });
  const timers = startTimer(call.timers, emit, toolTimer(occasion), WAIT_MS.pageTool);
  const tools = new Map(call.tools).set(occasion, { ...pending, waitsFor: 'page' as const, asked: args });
  return { ...call, timers, tools };
}

/** The one place where a tool's answer goes to the model. */
export function settleTool(
  call: CallState,
  occasion: string,
  answer: ToolAnswer,
  at: number,
  emit: Emit,
): CallState {
  const pending = call.tools.get(occasion);
  if (!pending) return settleLost(call, occasion, answer, emit);
  tell(call, pending, outcomeOf(answer), emit);
  const outcome = answer.kind === 'error' ? answer.code : answer.kind;
  const left = remove(call, pending, isOk(answer), outcome, at, emit);
  const known = remember(left, { ...pastOf(pending), state: answer, endedAt: at, lostAt: undefined });
  const done = markDone(known, pending.id);
  const owing = pending.tool.background
    ? given(done, pending, answer, at)
    : withMemory(done, { owesSince: at });
  return afterAnswer(owing, answer, at, emit);
}

function afterAnswer(call: CallState, answer: ToolAnswer, at: number, emit: Emit): CallState {
  if (answer.kind === 'confirmation') return watchAnswer(openGate(call, answer.token, answer.result), emit);
  if (answer.kind === 'result' && answer.endCall) return startGoodbye(call, at, emit);
  return watchAnswer(call, emit);
}

/** From now on it is the model's turn again. */
function watchAnswer(call: CallState, emit: Emit): CallState {
  if (call.name !== 'thinking' || isBlocked(call)) return call;
  return { ...call, timers: startTimer(call.timers, emit, 'thinking', call.facts.answerMs) };
}

function settleLost(call: CallState, occasion: string, answer: ToolAnswer, emit: Emit): CallState {
  const past = call.toolMemory.past.find((known) => known.occasion === occasion);
  if (past?.state !== 'running' && past?.state !== 'elsewhere') return stale(call, emit);
  emit({
    type: 'send',
    message: { type: 'tool.finished', id: occasion, name: past.name, ok: isOk(answer) },
  });
  const timers = stopTimer(call.timers, emit, toolTimer(occasion));
  const known = remember({ ...call, timers }, { ...past, state: answer });
  const promised = call.facts.tools.some(({ name, background }) => name === past.name && background);
  return promised ? untold(known, past, answer) : known;
}

/** Nothing was begun: the model hears why, and the call is over. */
export function refuseCall(
  call: CallState,
  { id, name }: { id: string; name: string },
  told: Told,
  outcome: string,
  at: number,
  emit: Emit,
): CallState {
  tell(call, { id, name }, told, emit);
  const data = { id, name, ok: false, ms: 0, outcome };
  emit({ type: 'record-event', at, kind: 'tool.finished', turn: call.exchange?.turn ?? null, data });
  return watchAnswer(withMemory(markDone(call, id), { owesSince: at }), emit);
}

export function toolDeadline(call: CallState, occasion: string, at: number, emit: Emit): CallState {
  emit({ type: 'abort-tool', occasion });
  return settleTool(call, occasion, { kind: 'error', code: 'timeout', error: TIMED_OUT }, at, emit);
}

/** The model no longer wants these; answering them would be an error to it (reference row 5). */
export function cancelTools(call: CallState, ids: readonly string[], at: number, emit: Emit): CallState {
  return [...call.tools.values()]
    .filter(({ id }) => ids.includes(id))
    .reduce((state, pending) => {
      emit({ type: 'abort-tool', occasion: pending.occasion });
      const left = markDone(remove(state, pending, false, 'cancelled', at, emit), pending.id);
      if (pending.waitsFor === 'words') return left;
      return remember(left, { ...pastOf(pending), state: 'stopped', lostAt: at });
    }, call);
}

/**
 * The connection that asked is gone, and a resumed one starts from before the question. What was begun goes on: if the
 * model asks for the same again, it gets that answer.
 */
export function loseTools(call: CallState, at: number, emit: Emit): CallState {
  const kept = [...call.tools.values()].reduce<CallState>((state, pending) => {
    const { occasion, name, waitsFor, asked } = pending;
    const filler = stopTimer(state.timers, emit, fillerTimer(occasion));
    const record = { id: occasion, name, ok: false, ms: Math.round(at - pending.startedAt), outcome: 'lost' };
    emit({
      type: 'record-event',
      at,
      kind: 'tool.finished',
      turn: call.exchange?.turn ?? null,
      data: record,
    });
    if (waitsFor === 'words') return { ...state, timers: stopTimer(filler, emit, toolTimer(occasion)) };
    return remember(
      { ...state, timers: filler },
      { ...pastOf(pending), state: 'running', asked, lostAt: at },
    );
  }, call);
  return connectionLost({ ...kept, tools: new Map() }, at);
}

function tell(call: CallState, { id, name }: { id: string; name: string }, outcome: Told, emit: Emit): void {
  emit({ type: 'answer-tool', connection: call.link.connection, id, name, outcome });
}

function remove(
  call: CallState,
  pending: PendingTool,
  ok: boolean,
  outcome: string,
  at: number,
  emit: Emit,
): CallState {
  const { occasion, name, tool, startedAt, waitsFor } = pending;
  // The page never heard of what waited for the visitor's words.
  if (waitsFor !== 'words')
    emit({ type: 'send', message: { type: 'tool.finished', id: occasion, name, ok } });
  const data = { id: occasion, name, kind: tool.kind, ok, ms: Math.round(at - startedAt), outcome };
  emit({ type: 'record-event', at, kind: 'tool.finished', turn: call.exchange?.turn ?? null, data });
  const tools = new Map(call.tools);
  tools.delete(occasion);
  const timers = stopTimer(call.timers, emit, toolTimer(occasion));
  return { ...call, tools, timers: stopTimer(timers, emit, fillerTimer(occasion)) };
}
