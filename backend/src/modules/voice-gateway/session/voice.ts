import { REPLAY_MS } from './limits.js';
import type { CallState } from './state.js';
import type { Emit } from './timers.js';
import { hasSounded } from './turn.js';

// What the visitor says is kept as sound until an answer to it has begun: a connection that is lost takes along what it has
// heard and not yet put into words, and the handle that the next one goes on by is older than that.

/** Before the first sound that counts as speech. */
const ONSET_MS = 500;
/** Shorter noises are not taken for a question where the model heard no words in them. */
const QUESTION_MS = 500;

/** For long enough to be a question, whether or not it was put into words. */
export const isVoiced = ({ ended }: CallState['speech']): boolean => (ended?.voicedMs ?? 0) >= QUESTION_MS;

/** Called as the visitor begins to speak. What went before, and nobody took for words, or is written down, is not kept with it. */
export function keepVoice(call: CallState, at: number, emit: Emit): CallState {
  const { exchange, upcoming } = call;
  const written = exchange?.user?.settled === true && upcoming === undefined;
  const waits = call.name === 'thinking' || exchange?.user !== undefined || upcoming !== undefined;
  if (waits && !written && call.unansweredSince !== undefined) return call;
  emit({ type: 'keep-audio' });
  return { ...call, unansweredSince: at };
}

/** An answer has begun, or none is expected. */
export function forgetVoice<C extends CallState>(call: C, emit: Emit): C {
  if (call.unansweredSince === undefined) return call;
  emit({ type: 'forget-audio' });
  return { ...call, unansweredSince: undefined };
}

/** The words of the exchange are from before what is kept: an answer to them has begun, or they were written down by then. */
const isOlder = ({ exchange, unansweredSince = Infinity }: CallState): boolean =>
  hasSounded(exchange?.agent) ||
  (exchange?.user?.settled === true && exchange.user.endedAt < unansweredSince);

/**
 * Whether the next connection is best told by the sound itself: the visitor is still speaking, or the model has not put
 * into words what it heard. Of what is kept only in part, the words that are known say more.
 */
export function canReplay(call: CallState, at: number): boolean {
  const { name, unansweredSince, speech, exchange, upcoming } = call;
  if (unansweredSince === undefined || at - unansweredSince > REPLAY_MS - ONSET_MS) return false;
  // For a cough or an "uh-huh" the rest of a reply is not given up.
  if (name === 'speaking' && !speech.active && !isVoiced(speech)) return false;
  const user = isOlder(call) ? undefined : exchange?.user;
  // Typed words are no part of the sound.
  if (user?.settled || upcoming?.typed) return false;
  return speech.active || !(user?.text.trim() || upcoming?.text.trim());
}

/** The words of what is kept are dropped: whoever hears it puts it into words anew. */
export function withoutWords(call: CallState): CallState {
  const { exchange } = call;
  const older = !exchange || isOlder(call);
  return { ...call, upcoming: undefined, exchange: older ? exchange : { ...exchange, user: undefined } };
}
