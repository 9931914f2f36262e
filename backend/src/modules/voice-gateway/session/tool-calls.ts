import { agreement, gateOf, notYet } from './consent-gate.js';
import { become, ensureAgent } from './exchange.js';
import type { InputOf, ToolRequest } from './input.js';
import { WAIT_MS } from './limits.js';
import type { CallState } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';
import { forgetPast, isAnswer, repeated, tokenOf, withMemory, withoutToken } from './tool-memory.js';
import { refuseCall, settleTool } from './tool-answers.js';
import type { PastTool, PendingTool } from './tool-state.js';
import { fillerTimer, isBlocked, toolTimer } from './tools.js';

/** More at once or in a row is a model that has lost its way. */
const MAX_PENDING = 8;
const MAX_STREAK = 12;

const UNKNOWN = 'There is no such tool. Do not call it again; answer without it.';
const NO_OBJECT = 'The arguments have to be a JSON object. Call again with such.';
const INTERRUPTED =
  'The user interrupted before this was begun. Nothing was done; call again only if it is still wanted.';
const TOO_MANY = 'Too many calls. Nothing was done; speak to the user before you call again.';

/** Every call of the model gets exactly one answer, unless the model or its connection gives it up first. */
export function toolCalls(call: CallState, input: InputOf<'provider.tool-calls'>, emit: Emit): CallState {
  const { link } = call;
  const cut = link.phase === 'open' && input.generation <= link.cutGeneration;
  // A reply that was interrupted has no part in the conversation any more.
  const opened = cut ? call : ensureAgent(call, input.generation, input.at, emit);
  const asked = input.calls.reduce((state, request) => take(state, request, cut, input.at, emit), opened);
  return !cut && isBlocked(asked) && asked.name !== 'speaking' ? become(asked, 'thinking', emit) : asked;
}

function take(call: CallState, request: ToolRequest, cut: boolean, at: number, emit: Emit): CallState {
  const { id, name } = request;
  if (call.toolMemory.done.includes(id) || pendingById(call, id)) {
    emit({ type: 'drop', what: 'input', reason: 'duplicate-tool-call' });
    return call;
  }
  const tool = call.facts.tools.find((known) => known.name === name);
  const data = { id, name, kind: tool?.kind ?? 'unknown' };
  emit({ type: 'record-event', at, kind: 'tool.called', turn: call.exchange?.turn ?? null, data });
  const counted = withMemory(call, { streak: call.toolMemory.streak + 1 });
  const refuse = (error: string, outcome: string) =>
    refuseCall(counted, { id, name }, { error }, outcome, at, emit);
  if (cut) return refuse(INTERRUPTED, 'interrupted');
  if (!tool) return refuse(UNKNOWN, 'unknown');
  if (!request.args) return refuse(NO_OBJECT, 'invalid');
  if (counted.tools.size >= MAX_PENDING || counted.toolMemory.streak > MAX_STREAK)
    return refuse(TOO_MANY, 'too-many');
  const untold = { excused: false, knownSlow: false };
  const pending = { ...request, occasion: id, tool, startedAt: at, waitsFor: 'us', ...untold } as const;
  return judge(counted, pending, at, emit);
}

/** Whether the call may be carried out, is a repetition, or has to wait for the visitor. */
function judge(call: CallState, pending: PendingTool, at: number, emit: Emit): CallState {
  const past = repeated(call, pending, at);
  if (past)
    return again(
      forgetPast(call, past.occasion),
      { ...pending, occasion: past.occasion, asked: past.asked },
      past.state,
      at,
      emit,
    );
  const gate = gateOf(call, pending);
  const agreed = agreement(call, pending);
  if (gate && agreed === 'none')
    return refuseCall(call, pending, { result: notYet(gate) }, 'not-agreed', at, emit);
  if (agreed === 'perhaps') {
    const timers = startTimer(call.timers, emit, toolTimer(pending.occasion), WAIT_MS.agreement);
    return put({ ...call, timers }, { ...pending, waitsFor: 'words' });
  }
  // A token that was never given in this call is worth nothing: the tool asks anew.
  const request =
    tokenOf(pending) !== undefined && !gate ? { ...pending, ...withoutToken(pending) } : pending;
  return invoke(call, request, emit);
}

/** The model repeats what it does not know to have been done: one effect, and its answer. */
function again(
  call: CallState,
  pending: PendingTool,
  state: PastTool['state'],
  at: number,
  emit: Emit,
): CallState {
  if (state === 'stopped' || state === 'elsewhere') return invoke(call, pending, emit);
  const waits = put(call, { ...pending, waitsFor: pending.tool.kind === 'client' ? 'page' : 'us' });
  if (isAnswer(state)) return settleTool(waits, pending.occasion, state, at, emit);
  return { ...waits, timers: watchLong(waits, pending, emit) };
}

const watchLong = ({ timers }: CallState, { occasion, tool }: PendingTool, emit: Emit) =>
  tool.filler === '' ? timers : startTimer(timers, emit, fillerTimer(occasion), WAIT_MS.filler);

function invoke(call: CallState, pending: PendingTool, emit: Emit): CallState {
  const { occasion, name, args, tool } = pending;
  if (tool.kind !== 'client') emit({ type: 'send', message: { type: 'tool.started', id: occasion, name } });
  emit({ type: 'invoke-tool', occasion, name, args: args ?? {}, saying: saying(call) });
  const timers = startTimer(call.timers, emit, toolTimer(occasion), WAIT_MS.serverTool);
  const begun: CallState = { ...call, timers };
  return put({ ...begun, timers: watchLong(begun, pending, emit) }, { ...pending, waitsFor: 'us' });
}

/** The visitor's words have come, or will not: a confirmed call that waited for them goes on or is refused. */
export function settleWaiting(call: CallState, at: number, emit: Emit, due?: string): CallState {
  const waiting = [...call.tools.values()].filter(({ waitsFor }) => waitsFor === 'words');
  return waiting.reduce((state, pending) => {
    const agreed = agreement(state, pending) === 'given';
    if (!agreed && pending.occasion !== due) return state;
    const tools = new Map(state.tools);
    tools.delete(pending.occasion);
    const timers = stopTimer(state.timers, emit, toolTimer(pending.occasion));
    const taken: CallState = { ...state, tools, timers };
    const gate = gateOf(taken, pending);
    if (agreed || !gate) return invoke(taken, pending, emit);
    return refuseCall(taken, pending, { result: notYet(gate) }, 'not-agreed', at, emit);
  }, call);
}

function put(call: CallState, pending: PendingTool): CallState {
  return { ...call, tools: new Map(call.tools).set(pending.occasion, pending) };
}

const pendingById = (call: CallState, id: string): boolean =>
  [...call.tools.values()].some((pending) => pending.id === id);

/** What is being said and not recorded yet. */
function saying({ exchange, upcoming }: CallState) {
  const user = exchange?.user && !exchange.user.settled ? exchange.user.text.trim() : '';
  const agent = exchange?.agent?.text.trim() ?? '';
  const next = upcoming?.text.trim() ?? '';
  return [
    { role: 'user' as const, text: user },
    { role: 'agent' as const, text: agent },
    { role: 'user' as const, text: next },
  ].filter(({ text }) => text !== '');
}
