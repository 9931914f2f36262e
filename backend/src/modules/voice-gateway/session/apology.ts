import { endCall, tellError, type Ending } from './ending.js';
import { closeExchange, ensureAgent } from './exchange.js';
import { given } from './hearing.js';
import type { CallState, SessionState } from './state.js';
import { startTimer, stopTimer, type Emit } from './timers.js';

/** The visitor reads these with the code `provider_unavailable`; those in a recorded language hear them too. */
const WORDS: Readonly<Record<string, string>> = {
  en: "I'm sorry, I cannot go on right now. Please try again later.",
  es: 'Lo siento, ahora no puedo continuar. Inténtelo de nuevo más tarde, por favor.',
  de: 'Es tut mir leid, ich kann gerade nicht weitersprechen. Bitte versuchen Sie es später noch einmal.',
  fr: 'Je suis désolé, je ne peux pas continuer pour le moment. Veuillez réessayer plus tard.',
  ar: 'عذرًا، لا يمكنني المتابعة الآن. يرجى المحاولة مرة أخرى لاحقًا.',
};
/** After the last sound, for the player's buffer. */
const LISTEN_ON_MS = 400;
/** What runs on while we apologise: the limits of the call, and what the visitor's connection needs. */
const OF_THE_MODEL = [
  'thinking',
  'guard',
  'reconnect',
  'rotate',
  'silence',
  'farewell',
  'last-word',
  'goodbye',
] as const;

export const baseLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? 'en';
export const apologyWords = (language: string): string => WORDS[baseLanguage(language)] ?? WORDS['en'] ?? '';

/**
 * The model is gone and nothing brought it back. The visitor is told in their language, with the code; where we have a
 * recording, they hear it as well, and then the call ends. A call that never began is only told in writing.
 */
export function apologise(call: CallState, at: number, emit: Emit): SessionState {
  const message = apologyWords(call.facts.agent.language);
  const ending = {
    at,
    reason: 'provider_unavailable',
    error: { code: 'provider_unavailable', message },
  } as const;
  if (call.name === 'opening-provider' || call.facts.apologyMs === 0) return endCall(call, ending, emit);
  tellError(ending.error.code, message, emit);
  const { phase, connection } = call.link;
  if (phase === 'open' || phase === 'opening') emit({ type: 'close-provider', connection });
  const calm = OF_THE_MODEL.reduce((timers, timer) => stopTimer(timers, emit, timer), call.timers);
  const timers = startTimer(calm, emit, 'apology', call.facts.apologyMs + LISTEN_ON_MS);
  // Nothing waits to reconnect any more, and what the old connection still says is stale.
  const left: CallState = { ...call, timers, link: { phase: 'waiting', connection, handle: undefined } };
  return say(closeExchange(left, { at }, emit), message, at, emit);
}

/** The recording is a turn like any other: shown, played, interrupted by nobody, written down. */
function say(call: CallState, text: string, at: number, emit: Emit): CallState {
  const opened: CallState & { exchange: { agent: object } } = ensureAgent(call, -1, at, emit);
  const { turn } = opened.exchange;
  emit({ type: 'play-apology', turn });
  const agent = {
    ...opened.exchange.agent,
    text,
    sentMs: call.facts.apologyMs,
    complete: true,
    firstAudioAt: at,
  };
  const hearing = given(opened.hearing, turn, agent.sentMs, at);
  return { ...opened, hearing, exchange: { ...opened.exchange, agent } };
}

export function apologised(call: CallState, at: number, emit: Emit): SessionState {
  const error: Ending['error'] = { code: 'provider_unavailable', told: true };
  return endCall(closeExchange(call, { at }, emit), { at, reason: 'provider_unavailable', error }, emit);
}
