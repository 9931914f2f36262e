import { become, ensureAgent } from './exchange.js';
import { WAIT_MS } from './limits.js';
import type { InputOf } from './input.js';
import type { CallState, PendingTool } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';

const timerOf = (id: string): string => `tool:${id}`;
const TIMED_OUT = 'The tool did not answer in time. Tell the user and go on without it.';
const UNKNOWN = 'There is no such tool. Do not call it again; answer without it.';

type Outcome = { result: unknown } | { error: string };

/** Every call of the model is answered exactly once: by the page, by the deadline, or at once where nobody can. */
export function toolCalls(call: CallState, input: InputOf<'provider.tool-calls'>, emit: Emit): CallState {
  const opened: CallState = ensureAgent(call, input.generation, input.at, emit);
  const tools = new Map(opened.tools);
  let timers = opened.timers;
  for (const request of input.calls) {
    if (tools.has(request.id)) continue;
    const known = opened.facts.clientTools.includes(request.name);
    const data = { id: request.id, name: request.name, known };
    const turn = opened.exchange?.turn ?? null;
    emit({ type: 'record-event', at: input.at, kind: 'tool.called', turn, data });
    if (!known) {
      answer(opened, request, { error: UNKNOWN }, emit);
      continue;
    }
    const { id, name, args } = request;
    emit({ type: 'send', message: { type: 'tool.started', id, name, args: { ...args } } });
    timers = startTimer(timers, emit, timerOf(id), WAIT_MS.tool);
    tools.set(id, { ...request, startedAt: input.at });
  }
  const waiting = { ...opened, tools, timers };
  return tools.size > 0 && waiting.name !== 'speaking' ? become(waiting, 'thinking', emit) : waiting;
}

function answer(call: CallState, tool: { id: string; name: string }, outcome: Outcome, emit: Emit): void {
  emit({ type: 'answer-tool', connection: call.link.connection, id: tool.id, name: tool.name, outcome });
}

/** The answer of the page, or of the deadline. A second or late one finds nothing and is counted as stale. */
export function settleTool(call: CallState, id: string, outcome: Outcome, emit: Emit): CallState {
  const tool = call.tools.get(id);
  if (!tool) {
    emit({ type: 'drop', what: 'input', reason: 'stale-tool-result' });
    return call;
  }
  answer(call, tool, outcome, emit);
  const left = remove(call, tool, 'result' in outcome, emit);
  // From now on it is the model's turn again.
  if (left.name !== 'thinking' || left.tools.size > 0) return left;
  return { ...left, timers: startTimer(left.timers, emit, 'thinking', left.facts.answerMs) };
}

export const toolDeadline = (call: CallState, timer: string, emit: Emit): CallState =>
  settleTool(call, timer.slice(timerOf('').length), { error: TIMED_OUT }, emit);

export const isToolTimer = (timer: string): boolean => timer.startsWith(timerOf(''));

/** The model no longer wants these; answering them would be an error to it (reference row 5). */
export function cancelTools(call: CallState, ids: readonly string[], emit: Emit): CallState {
  return ids.reduce((state, id) => {
    const tool = state.tools.get(id);
    return tool ? remove(state, tool, false, emit) : state;
  }, call);
}

/** The connection that asked is gone, and a resumed one starts from before the question. */
export const dropTools = (call: CallState, emit: Emit): CallState =>
  cancelTools(call, [...call.tools.keys()], emit);

function remove(call: CallState, tool: PendingTool, ok: boolean, emit: Emit): CallState {
  emit({ type: 'send', message: { type: 'tool.finished', id: tool.id, name: tool.name, ok } });
  const tools = new Map(call.tools);
  tools.delete(tool.id);
  return { ...call, tools, timers: stopTimer(call.timers, emit, timerOf(tool.id)) };
}
