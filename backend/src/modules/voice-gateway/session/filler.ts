import { ensureAgent } from './exchange.js';
import { addMark } from './heard.js';
import { given } from './hearing.js';
import type { InputOf } from './input.js';
import { WAIT_MS } from './limits.js';
import type { CallState } from './state.js';
import { startTimer, type Emit } from './timers.js';
import { fillerTimer } from './tools.js';

/** So soon it is looked again whether there is silence. */
const AGAIN_MS = 500;

/** Words before the tool are over when they were heard, whatever else the model still has to say in that reply. */
const isSilent = ({ speech, link, hearing, visitor }: CallState, at: number): boolean =>
  at >= hearing.until && !speech.active && link.phase === 'open' && visitor === 'here';

/** What was just heard is worth a pause of its own. */
function later(call: CallState, occasion: string, at: number, emit: Emit): CallState {
  const playing = call.hearing.until - at;
  const ms = playing > 0 ? playing + WAIT_MS.filler : AGAIN_MS;
  return { ...call, timers: startTimer(call.timers, emit, fillerTimer(occasion), ms) };
}

/** It takes long, and the visitor hears nothing. The model may say so where it can speak meanwhile; else we do. */
export function fillerDue(call: CallState, occasion: string, at: number, emit: Emit): CallState {
  const pending = call.tools.get(occasion);
  const excused = [...call.tools.values()].some((tool) => tool.excused);
  if (!pending || excused) return call;
  if (!isSilent(call, at)) return later(call, occasion, at, emit);
  const { id, name, tool } = pending;
  const data = { id, name, spoken: tool.modelTalks };
  if (!pending.knownSlow)
    emit({ type: 'record-event', at, kind: 'tool.slow', turn: call.exchange?.turn ?? null, data });
  if (tool.modelTalks)
    emit({ type: 'excuse-tool', connection: call.link.connection, id, name, text: tool.filler });
  else emit({ type: 'prepare-filler', occasion, words: tool.filler });
  return {
    ...call,
    tools: new Map(call.tools).set(occasion, { ...pending, excused: true, knownSlow: true }),
  };
}

/**
 * The words are there, and are said if they are still in place: in the reply that the tool belongs to, before what the
 * model goes on with. The model does not know of them, so its first sound is still to come.
 */
export function fillerReady(call: CallState, input: InputOf<'filler.ready'>, emit: Emit): CallState {
  const { occasion, text, durationMs, at } = input;
  const pending = call.tools.get(occasion);
  if (!pending) return call;
  if (!isSilent(call, at)) {
    const owing = new Map(call.tools).set(occasion, { ...pending, excused: false });
    return later({ ...call, tools: owing }, occasion, at, emit);
  }
  const { exchange, ...opened } = ensureAgent(call, -1, at, emit);
  const { agent, turn } = exchange;
  const words = `${agent.text.trimEnd()} ${text.trim()} `.trimStart();
  emit({ type: 'record-event', at, kind: 'tool.filler', turn, data: { id: pending.id, name: pending.name } });
  emit({ type: 'send', message: { type: 'transcript', role: 'agent', turn, text: words, final: false } });
  emit({ type: 'play-filler', turn, words: pending.tool.filler });
  const marks = addMark(agent.marks, agent.sentMs, agent.text.length);
  const said = { ...agent, text: words, marks, sentMs: agent.sentMs + durationMs, endedAt: at };
  const hearing = given(call.hearing, turn, durationMs, at);
  return { ...opened, hearing, exchange: { ...exchange, agent: said } };
}
