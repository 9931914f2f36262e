import type { SessionInput, ToolRequest } from './input.js';
import type { Call, CallState } from './state.js';
import { tokenOf, withMemory } from './tool-memory.js';
import type { Gate } from './tool-state.js';

const GATES_KEPT = 8;

/**
 * Whether the visitor was asked and has said something since. A model that calls twice at once, or takes its own
 * question for the answer, does not pass. `perhaps`: a voice was heard after the question, its words are on their way.
 */
export function agreement(call: Call, request: ToolRequest): 'none' | 'perhaps' | 'given' {
  const gate = gateOf(call, request);
  if (!gate) return 'none';
  if (gate.answered) return 'given';
  const { startedAt } = call.speech;
  return gate.askedAt !== undefined && startedAt > gate.askedAt ? 'perhaps' : 'none';
}

export const gateOf = (call: Call, request: ToolRequest): Gate | undefined => {
  const token = tokenOf(request);
  return call.toolMemory.gates.find((gate) => gate.token === token);
};

/** The model was told to ask. */
export function openGate<C extends Call>(call: C, token: string, result: unknown): C {
  const gate: Gate = { token, result, askedIn: undefined, askedAt: undefined, answered: false };
  const others = call.toolMemory.gates.filter((known) => known.token !== token);
  return withMemory(call, { gates: [...others, gate].slice(-GATES_KEPT) });
}

/** The first sound of the agent after the request is the question. */
export function questionHeard<C extends CallState>(call: C, at: number): C {
  const turn = call.exchange?.turn;
  if (turn === undefined || !call.toolMemory.gates.some(({ askedIn }) => askedIn === undefined)) return call;
  const gates = call.toolMemory.gates.map((gate) =>
    gate.askedIn === undefined ? { ...gate, askedIn: turn, askedAt: at } : gate,
  );
  return withMemory(call, { gates });
}

/**
 * The visitor's words count as an answer where they belong to a later turn than the question: transcripts trail, and
 * words of the turn before it are no answer to it.
 */
export function wordsHeard<C extends CallState>(call: C, turn: number): C {
  const gates = call.toolMemory.gates.map((gate) =>
    gate.askedIn !== undefined && turn > gate.askedIn ? { ...gate, answered: true } : gate,
  );
  return withMemory(call, { gates });
}

/** The turn that these words of the visitor went to; undefined where the input holds none. */
export function turnOfWords(call: CallState, input: SessionInput): number | undefined {
  const spoken = input.type === 'provider.heard' || input.type === 'client.text';
  if (!spoken || input.text.trim() === '') return undefined;
  return call.upcoming ? call.nextTurn : call.exchange?.turn;
}

/** Told to a model that did not wait for the visitor. */
export const notYet = (gate: Gate): unknown => ({
  ...(gate.result as object),
  instruction:
    'The user has not answered yet and nothing was done. Say to the user what will happen, then wait until they have ' +
    'answered before you call again.',
});
