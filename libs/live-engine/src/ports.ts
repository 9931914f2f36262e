/**
 * The doors between the engine's protocol server and the parts that hear, think and speak. The scripted mode and the
 * speech mode implement them; the server knows neither.
 */

/** PCM16 little-endian mono at 16 kHz going in, 24 kHz coming out, as on Gemini's wire. */
export const EAR_SAMPLE_RATE = 16_000;
export const MOUTH_SAMPLE_RATE = 24_000;

export interface EarSettings {
  /** Speech that is needed before a start is committed. */
  prefixPaddingMs: number;
  /** Silence that is needed before an end is committed. */
  silenceDurationMs: number;
  startSensitivity: 'high' | 'low';
  endSensitivity: 'high' | 'low';
  /** User turns that a resumed session already holds; absent in a fresh one. */
  turnsHeard?: number;
}

/** All times are audio time: milliseconds of microphone audio pushed so far, never wall clock. */
export type EarEvent =
  | { type: 'speech-start'; atMs: number }
  | { type: 'speech-end'; atMs: number }
  /** What was said; follows each `speech-end` exactly once, empty where nothing was understood. */
  | { type: 'utterance'; text: string };

/** Hears one session. Events are delivered in order; an utterance may come later than its speech-end. */
export interface Ear {
  push(pcm16k: Buffer): void;
  /** The stream paused (`audioStreamEnd`) or the client marked the end of activity: commit what was heard, now. */
  flush(): void;
  /** The client marked the start of activity itself (automatic detection is off). */
  begin(): void;
  close(): void;
}

export interface Turn {
  role: 'user' | 'model';
  text: string;
}

export interface FunctionDeclaration {
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: unknown;
}

/** What a mind knows of the session besides the words it answers. */
export interface MindContext {
  systemInstruction: string;
  voiceName: string;
  languageCode: string | undefined;
  tools: FunctionDeclaration[];
  /** Turns before this one, oldest first. */
  history: readonly Turn[];
}

export type MindInput = MindContext &
  (
    | { kind: 'user-said'; text: string }
    | {
        kind: 'tool-answered';
        calls: {
          name: string;
          args: Record<string, unknown>;
          response: unknown;
          /** The function is still at work; this is what may be said meanwhile. */
          willContinue?: boolean;
        }[];
      }
  );

export type ReplyPart =
  /** Words and the audio that says them; the audio may come in several parts after its text. */
  | { type: 'speech'; text: string; pcm24k: Buffer }
  | { type: 'tool-calls'; calls: { name: string; args: Record<string, unknown> }[] };

/** Decides what to answer and says it, sentence by sentence, so that the first audio comes early. */
export interface Mind {
  reply(input: MindInput, signal: AbortSignal): AsyncIterable<ReplyPart>;
}

export interface Unprompted {
  afterMs: number;
  reply(input: MindContext, signal: AbortSignal): AsyncIterable<ReplyPart>;
}

/** One way of being the engine: scripted (exact and cheap) or speech (truly hears and speaks). */
export interface Performer {
  /** Words for the banner and for `GET /health`. */
  readonly name: string;
  listen(settings: EarSettings, onEvent: (event: EarEvent) => void): Ear;
  readonly mind: Mind;
  /** Things said without being asked, each once, so long after setup (proactive audio). */
  readonly unprompted?: readonly Unprompted[];
  close(): Promise<void>;
}
