import type { TextMark } from './heard.js';
import { TRANSCRIPT_CHARS } from './limits.js';

/** What one side said in an exchange. Times are session time (see input.ts). */
export interface Part {
  readonly text: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface UserPart extends Part {
  /** Recorded; what the visitor says from now on belongs to the next exchange. */
  readonly settled: boolean;
  /** All or some of it: no transcript that may trail what it belongs to. */
  readonly typed: boolean;
}

export interface AgentPart extends Part {
  /** The provider's number of this reply on its connection. */
  readonly generation: number;
  /** Where in the audio the words are, see heard.ts. */
  readonly marks: readonly TextMark[];
  /** Everything of this reply has arrived. */
  readonly complete: boolean;
  /** Audio given on its way to the visitor; how much of it they have heard is known to `Hearing`. */
  readonly sentMs: number;
  readonly firstAudioAt: number | undefined;
  /** Known where this part answers speech. */
  readonly latency: TurnLatency | undefined;
}

/** The model itself has been heard: words without audio were not, and what we play while a tool takes long is not its own. */
export const hasSounded = (agent: AgentPart | undefined): boolean => agent?.firstAudioAt !== undefined;

/** Words that came without any audio: nobody has heard them. */
export const isUnheard = (agent: AgentPart | undefined): boolean => agent?.sentMs === 0 && agent.text !== '';

export interface TurnLatency {
  readonly turn: number;
  readonly voiceToVoiceMs: number;
  /** Both shares of the gateway: held on the way up and on the way down. */
  readonly gatewayMs: number;
  readonly uplinkMs: number;
  /** All the rest: the network to the model and back, and the model itself. */
  readonly modelMs: number;
  readonly downlinkMs: number;
}

/** Agent audio that answers speech has left; its first sound at the visitor is yet to be told. */
export interface Sounding {
  readonly turn: number;
  readonly leftAt: number;
  readonly voiceToVoiceMs: number;
}

/** One number for what the visitor said and what the agent answered to it; either side may be missing. */
export interface Exchange {
  readonly turn: number;
  /** The visitor spoke just before the reply began, so a late transcript still belongs to this exchange. */
  readonly answersSpeech: boolean;
  readonly user: UserPart | undefined;
  readonly agent: AgentPart | undefined;
}

/** A finished part, as it is recorded and as a fresh provider session is told of it. */
export interface SpokenTurn {
  readonly seq: number;
  readonly turn: number;
  readonly role: 'user' | 'agent';
  readonly text: string;
  readonly interrupted: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Transcripts come as deltas, but some models send an utterance twice or send the whole text at its end
 * (reference rows 13 and 20). A repetition of at least a few words is taken as such, not as new speech.
 * @param begins  the visitor has begun to speak anew since the words before: no piece of the same word
 */
export function mergeTranscript(soFar: string, piece: string, begins = false): string {
  if (soFar === '') return piece.trimStart().slice(0, TRANSCRIPT_CHARS);
  const known = soFar.trim();
  const next = piece.trim();
  if (known.length >= 12 && next === known) return soFar;
  if (known.length >= 12 && next.startsWith(known)) return next.slice(0, TRANSCRIPT_CHARS);
  const between = begins && !/\s$/.test(soFar) && !/^\s/.test(piece) ? ' ' : '';
  return (soFar + between + piece).slice(0, TRANSCRIPT_CHARS);
}

/**
 * Where the pieces of an utterance are words, its repetition shows only in the whole: the same twice, and no space
 * between, which no speaker leaves out.
 */
export function undoubled(text: string): string {
  const half = text.slice(0, text.length / 2);
  return half.length >= 6 && text === half + half && half === half.trim() ? half : text;
}

/** Output transcripts are true deltas on every model. */
export const appendText = (soFar: string, piece: string): string =>
  (soFar + (soFar === '' || soFar.endsWith(' ') ? piece.trimStart() : piece)).slice(0, TRANSCRIPT_CHARS);

export const newUserPart = (text: string, at: number): UserPart => ({
  text: text.trimStart(),
  startedAt: at,
  endedAt: at,
  settled: false,
  typed: false,
});

export const newAgentPart = (generation: number, at: number): AgentPart => ({
  text: '',
  startedAt: at,
  endedAt: at,
  generation,
  marks: [],
  complete: false,
  sentMs: 0,
  firstAudioAt: undefined,
  latency: undefined,
});
