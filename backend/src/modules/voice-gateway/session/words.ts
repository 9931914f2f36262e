import { questionHeard, turnOfWords, wordsHeard } from './consent-gate.js';
import { goodbyeWithdrawn } from './goodbye.js';
import type { SessionInput } from './input.js';
import type { CallState } from './state.js';
import type { Emit } from './timers.js';
import { settleWaiting } from './tool-calls.js';
import { withMemory } from './tool-memory.js';
import { newsHeard } from './tool-news.js';

/** What it means for tools and for a goodbye that one side was heard; after the conversation has taken it in. */
export function noteTalk(call: CallState, input: SessionInput, emit: Emit): CallState {
  if (input.type === 'provider.audio') return agentHeard(call, input.at);
  // Where no transcripts of the visitor come, their voice is all that tells of them.
  if (input.type === 'speech.started') return withMemory(call, { streak: 0 });
  const turn = turnOfWords(call, input);
  if (turn === undefined) return call;
  const answered = wordsHeard(withMemory(call, { streak: 0 }), turn);
  return settleWaiting(goodbyeWithdrawn(answered, turn, input.at, emit), input.at, emit);
}

function agentHeard(call: CallState, at: number): CallState {
  const asked = questionHeard(call, at);
  const told = backgroundExcused(newsHeard(asked));
  return told.toolMemory.owesSince === undefined ? told : withMemory(told, { owesSince: undefined });
}

/** The conversation has gone on beside these: nobody wonders about a silence. */
function backgroundExcused(call: CallState): CallState {
  if (call.tools.size === 0) return call;
  const quiet = [...call.tools].filter(([, { tool, excused }]) => tool.background && !excused);
  if (quiet.length === 0) return call;
  const tools = new Map(call.tools);
  for (const [occasion, pending] of quiet) tools.set(occasion, { ...pending, excused: true });
  return { ...call, tools };
}
