import type { Effect } from './effect.js';
import { hasCall, type Call, type CallState, type SessionState } from './state.js';
import type { Emit } from './timers.js';
import { modelWaits } from './tools.js';

// A model that waits for a tool takes nothing else: whatever it is sent meanwhile makes it give its call up, or ends the
// connection (reference rows 4 and 18). What the visitor says is kept for so long, and follows the tool's answer.

type HeldAudio = Extract<Effect, { type: 'release-audio' | 'catch-up-audio' }>;

export const takesInput = (call: Call): boolean => call.link.phase === 'open' && !modelWaits(call);

/** Behind the audio that was kept for it, gives the model all else that was. */
export function giveHeld<C extends CallState>(call: C, audio: HeldAudio, emit: Emit): C {
  const { connection } = call.link;
  emit(audio);
  // What was said into the gap is a turn, if it is over.
  if (call.facts.ownTurns && !call.speech.active) emit({ type: 'end-activity', connection });
  for (const text of call.heldTexts) emit({ type: 'provider-text', connection, text });
  if (call.mic === 'muted') emit({ type: 'end-audio', connection });
  return call.heldTexts.length > 0 ? { ...call, heldTexts: [] } : call;
}

/** Called after each input: the last tool that the model waited for has its answer, or was given up. */
export function giveAfterTools(before: CallState, after: SessionState, emit: Emit): SessionState {
  if (!hasCall(after) || !modelWaits(before) || !takesInput(after)) return after;
  return giveHeld(after, { type: 'catch-up-audio', connection: after.link.connection }, emit);
}
