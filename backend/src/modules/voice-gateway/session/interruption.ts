import { become, closeExchange } from './exchange.js';
import { suspectPhantom } from './guard.js';
import { dropped, heardMs, unheardMs } from './hearing.js';
import { cutLate } from './late-reply.js';
import { FAR_AHEAD_MS } from './limits.js';
import type { CallState } from './state.js';
import type { Emit } from './timers.js';

type Linked = CallState & { link: { phase: 'open' } };

/** The model has noticed that the visitor speaks. */
export function interrupted(call: Linked, generation: number, at: number, emit: Emit): CallState {
  if (generation <= call.link.cutGeneration) return call;
  const { exchange } = call;
  if (exchange?.agent) return suspectPhantom(cutReply(call, generation, at, emit), at, emit);
  const cut: CallState = { ...call, link: { ...call.link, cutGeneration: generation } };
  if (call.late) return cutLate(cut, at, emit);
  const data = { heardMs: 0 };
  const kind = 'provider.interrupted-nothing';
  emit({ type: 'record-event', at, kind, turn: exchange?.turn ?? null, data });
  return cut;
}

const isFarAhead = ({ exchange, link, hearing }: CallState, at: number): boolean =>
  exchange?.agent !== undefined && link.phase === 'open' && unheardMs(hearing, at) >= FAR_AHEAD_MS;

/** The model cannot interrupt what is played: it is through with it, or so far ahead that its word would come late. */
export const isOurs = (call: CallState, at: number): boolean =>
  call.late !== undefined || isFarAhead(call, at);

/**
 * The visitor has spoken for a moment, or typed, where interrupting is ours. An echo is not taken for them
 * (runtime/microphone.ts).
 */
export function cutIn(call: CallState, at: number, emit: Emit): CallState {
  const agent = call.exchange?.agent;
  if (!agent || !isFarAhead(call, at)) return cutLate(call, at, emit);
  return cutReply(call as Linked, agent.generation, at, emit);
}

/** One input, one list of effects: flush the client, mark what was spoken, drop what still comes of this reply. */
function cutReply(call: Linked, generation: number, at: number, emit: Emit): CallState {
  const { agent, turn = 0 } = call.exchange ?? {};
  const heard = heardMs(call.hearing, { turn, sentMs: agent?.sentMs ?? 0 }, at);
  const before = cutLate(call, at, emit);
  emit({ type: 'record-event', at, kind: 'turn.interrupted', turn, data: { heardMs: heard } });
  emit({ type: 'send', message: { type: 'interrupted', turn, heardMs: heard } });
  const cut: CallState = {
    ...before,
    hearing: dropped(before.hearing, at),
    link: { ...call.link, cutGeneration: generation },
  };
  const closed = closeExchange(cut, { at, heardMs: heard }, emit);
  // Short words are over before the interruption arrives: then it is the model's turn already.
  const spoke = closed.speech.ended !== undefined && !closed.speech.active;
  const asked = spoke || closed.exchange?.user?.typed;
  return become(closed, asked ? 'thinking' : 'listening', emit);
}

/** Where the model was told of no interruption, a reply that answers the visitor ends the one before it. */
export const answersAnew = ({ exchange, late }: CallState): boolean =>
  late !== undefined && exchange !== undefined && (exchange.answersSpeech || exchange.user !== undefined);
