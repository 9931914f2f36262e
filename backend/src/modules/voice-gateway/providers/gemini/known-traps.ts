/**
 * What is known to go wrong with Gemini Live and its SDK, and where this gateway deals with it. `next` names the step
 * that is still to come. Whoever finds one more adds a row; known-traps.spec.ts keeps the places true.
 */
export interface KnownTrap {
  readonly trap: string;
  /** Files under voice-gateway/ that deal with it. */
  readonly where: readonly string[];
  readonly next?: string;
}

const SOCKET = 'providers/gemini/gemini-socket.ts';
const SESSION = 'providers/gemini/gemini-session.ts';
const SETUP = 'providers/gemini/setup.mapping.ts';
const MESSAGES = 'providers/gemini/server-message.mapping.ts';
const CLOSES = 'providers/gemini/close.mapping.ts';
const LINK = 'session/link.ts';
const TALK = 'session/provider-input.ts';

const GUARD = 'session/guard.ts';

export const SDK_TRAPS: readonly KnownTrap[] = [
  { trap: 'a ws: base address becomes wss:; the path has a doubled slash', where: [SOCKET] },
  { trap: 'connect never settles on failure', where: [SESSION] },
  { trap: 'a setup that cannot be converted leaks its socket', where: [SESSION] },
  { trap: 'a throwing reader or a frame that is no JSON ends the process', where: [SESSION] },
  { trap: 'messages arrive before connect returns', where: [SESSION] },
  { trap: 'sending after the close piles up silently', where: [SESSION, SOCKET] },
  { trap: 'the SDK writes into its configuration', where: [SETUP] },
  {
    trap: 'reading message.data encodes all audio again',
    where: ['providers/gemini/audio-tap.ts', MESSAGES],
  },
  { trap: 'accepted compression costs more than the whole relay', where: [SOCKET] },
  { trap: 'a Buffer as audio data is sent as JSON numbers', where: ['providers/gemini/uplink.ts'] },
  {
    trap: 'fields of other models end the setup with 1007',
    where: [SETUP, 'providers/gemini/gemini-models.ts'],
  },
];

/** Rows 1–29 of the table of reported faults, by their number. */
export const SERVICE_TRAPS: Readonly<Record<number, KnownTrap>> = {
  1: { trap: 'connect never settles before setupComplete', where: [SESSION] },
  2: { trap: 'socket leak when conversion throws', where: [SESSION] },
  3: { trap: 'exceptions in the reader', where: [SESSION] },
  4: { trap: '1008 at random, often at tool calls', where: [CLOSES, LINK] },
  5: { trap: '1008 or 1011 after a tool answer', where: ['session/tools.ts', SESSION, LINK] },
  6: { trap: '1011 internal, unavailable, deadline', where: [CLOSES, LINK] },
  7: { trap: 'a handle is refused after a fault', where: [CLOSES, LINK] },
  8: { trap: 'resume refused while the old socket is open', where: [LINK] },
  9: {
    trap: 'pings are answered after 8–30 s',
    where: [SOCKET, GUARD],
  },
  10: { trap: 'silence after an interruption', where: [GUARD] },
  11: { trap: 'interrupted although nobody spoke', where: [TALK, GUARD] },
  12: { trap: 'turnComplete too early or without audio', where: [TALK, GUARD] },
  13: {
    trap: 'no turnComplete; an utterance transcribed twice',
    where: ['session/turn.ts', GUARD],
  },
  14: {
    trap: 'stalls in the middle of speech',
    where: [GUARD],
    next: 'short gaps: underrun metric from playback acknowledgements',
  },
  15: { trap: 'audio after or together with interrupted', where: [MESSAGES, TALK] },
  16: { trap: 'interrupted latched for ever', where: [MESSAGES] },
  17: { trap: 'audio goes on after a tool call', where: ['session/tools.ts'] },
  18: { trap: 'a tool call hangs', where: ['session/tools.ts'] },
  19: {
    trap: 'repeated calls of a tool that answers nothing',
    where: ['session/tools.ts'],
    next: 'server-side tools',
  },
  20: { trap: 'transcription.finished is never set', where: ['session/exchange.ts'] },
  21: { trap: 'order of transcript and audio is undefined', where: ['session/exchange.ts'] },
  22: { trap: 'transcripts that nobody asked for', where: [MESSAGES] },
  23: {
    trap: 'a pause of a second ends the turn',
    where: [],
    next: 'patience per agent, own activity signals',
  },
  24: { trap: 'audioStreamEnd does not end the turn', where: [SESSION, 'providers/gemini/gemini-models.ts'] },
  25: {
    trap: 'activityEnd in a stream of text',
    where: [],
    next: 'own activity signals (none are sent yet)',
  },
  26: { trap: 'no event for the start of speech', where: ['runtime/voice-activity.ts'] },
  27: {
    trap: 'audio degenerates into noise',
    where: [],
    next: 'flatness of the spectrum; near-silence is noticed by the guard',
  },
  28: { trap: 'goAway in the middle of a turn', where: [LINK] },
  29: { trap: 'unknown messages', where: [MESSAGES, SESSION] },
};
