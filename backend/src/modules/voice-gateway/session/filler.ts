import { ensureAgent } from './exchange.js';
import { addMark } from './heard.js';
import { given } from './hearing.js';
import type { InputOf } from './input.js';
import type { CallState } from './state.js';
import type { Emit } from './timers.js';

const isSilent = ({ name, speech, link }: CallState): boolean =>
  name !== 'speaking' && !speech.active && link.phase === 'open';

/** It takes long, and the visitor hears nothing. The model may say so where it can speak meanwhile; else we do. */
export function fillerDue(call: CallState, occasion: string, at: number, emit: Emit): CallState {
  const pending = call.tools.get(occasion);
  const excused = [...call.tools.values()].some((tool) => tool.excused);
  if (!pending || excused || !isSilent(call)) return call;
  const { id, name, tool } = pending;
  const data = { id, name, spoken: tool.modelTalks };
  emit({ type: 'record-event', at, kind: 'tool.slow', turn: call.exchange?.turn ?? null, data });
  if (tool.modelTalks)
    emit({ type: 'excuse-tool', connection: call.link.connection, id, name, text: tool.filler });
  else emit({ type: 'prepare-filler', occasion, words: tool.filler });
  return { ...call, tools: new Map(call.tools).set(occasion, { ...pending, excused: true }) };
}

/**
 * The words are there, and are said if they are still in place: in the reply that the tool belongs to, before what the
 * model goes on with. The model does not know of them, so its first sound is still to come.
 */
export function fillerReady(call: CallState, input: InputOf<'filler.ready'>, emit: Emit): CallState {
  const { occasion, text, durationMs, at } = input;
  const pending = call.tools.get(occasion);
  if (!pending || !isSilent(call) || call.visitor === 'away') return call;
  const { exchange, ...opened } = ensureAgent(call, -1, at, emit);
  const { agent, turn } = exchange;
  const words = `${agent.text}${text.trim()} `;
  emit({ type: 'record-event', at, kind: 'tool.filler', turn, data: { id: pending.id, name: pending.name } });
  emit({ type: 'send', message: { type: 'transcript', role: 'agent', turn, text: words, final: false } });
  emit({ type: 'play-filler', turn, words: pending.tool.filler });
  const marks = addMark(agent.marks, agent.sentMs, agent.text.length);
  const said = { ...agent, text: words, marks, sentMs: agent.sentMs + durationMs, endedAt: at };
  const hearing = given(call.hearing, turn, durationMs, at);
  return { ...opened, hearing, exchange: { ...exchange, agent: said } };
}
