import type { Patience } from '@orbisvoice/contracts';

/** What a model can do. Behaviour is chosen by these, never by looking at a model's name elsewhere. */
export interface ProviderCapabilities {
  readonly model: string;
  readonly inputSampleRate: number;
  readonly outputSampleRate: number;
  /** A later connection may continue the conversation of an earlier one. */
  readonly resumption: boolean;
  /** What the model does between its call of a tool and the answer, by how the tool is meant to run. */
  readonly whileTools: { readonly foreground: WhileTool; readonly background: WhileTool };
  /** The end of the audio stream alone does not end the visitor's turn: silence has to follow it. */
  readonly needsSilenceAfterMute: boolean;
  /** Its own detection of the visitor's turns does not obey patience: only marked activity is sent (`endActivity`). */
  readonly ownTurnDetection: boolean;
  /** May leave words unanswered on purpose, because they were not meant for it. */
  readonly mayStaySilent: boolean;
}

/** `silent`: it waits without a word. `talks`: it converses, and can be told that the tool takes long. */
export type WhileTool = 'silent' | 'talks';

export interface ToolDeclaration {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The conversation should go on while it runs, where the model can do that. */
  readonly background: boolean;
}

/** A connection on its way, on which nothing has been asked of the model yet: no session, no cost. */
export interface WarmConnection {
  /** For one that is not given to `open` after all. */
  drop(): void;
}

/** Everything that one connection is opened with. */
export interface VoiceSessionSpec {
  readonly systemInstruction: string;
  readonly voiceId: string;
  /** BCP 47. */
  readonly language: string;
  readonly tools: readonly ToolDeclaration[];
  /** When a pause of the visitor counts as the end of their turn. */
  readonly patience: Patience;
  /** Opening that takes longer has failed. */
  readonly openWithinMs: number;
  /** Continue the conversation that this handle names. */
  readonly handle: string | undefined;
  /** From `warm`; used once, whatever becomes of the attempt. */
  readonly warm?: WarmConnection | undefined;
  /** What was spoken before, oldest first; the end of it for a connection that continues by a handle, which may be older. */
  readonly history: readonly { readonly role: 'user' | 'agent'; readonly text: string }[];
  /** Tools that were called before and that the model may not remember, a line each. */
  readonly begun?: readonly string[];
}

/**
 * `fatal`: the same attempt cannot succeed. `handle-refused`: a fresh session may. `resume-failed`: the same may succeed
 * later, or a fresh session. Others: the same may succeed later.
 */
export type VoiceProviderFailure = 'fatal' | 'handle-refused' | 'resume-failed' | 'busy' | 'transient';

/** Opening failed. `detail` is safe to log: a close code and the provider's reason, never a URL or a key. */
export class VoiceProviderError extends Error {
  override readonly name = 'VoiceProviderError';

  constructor(
    readonly failure: VoiceProviderFailure,
    readonly detail: string,
    readonly code: number | undefined = undefined,
  ) {
    super(`The voice provider refused the session (${failure}): ${detail}`);
  }
}

/**
 * What a connection tells. `generation` numbers the model's replies on this connection from 0: everything of one reply
 * carries one number, also what still arrives after that reply was interrupted.
 */
export type VoiceProviderEvent =
  /** PCM16 LE mono at the output sample rate, any length. `receivedAt` is on the monotonic clock (performance.now). */
  | { type: 'audio'; generation: number; pcm: Buffer; receivedAt: number }
  /** Transcript of the model's speech, a delta. */
  | { type: 'said'; generation: number; text: string }
  /** Transcript of the visitor's speech, a delta; its order relative to the reply is not guaranteed. */
  | { type: 'heard'; text: string }
  | { type: 'interrupted'; generation: number }
  | { type: 'generation-complete'; generation: number }
  | { type: 'turn-complete'; generation: number }
  | {
      type: 'tool-calls';
      generation: number;
      /** `args` is undefined where the model sent something else than a JSON object. */
      calls: { id: string; name: string; args: Record<string, unknown> | undefined }[];
    }
  | { type: 'tools-cancelled'; ids: string[] }
  /** The newest handle to continue this conversation with. */
  | { type: 'handle'; handle: string }
  | { type: 'go-away'; timeLeftMs: number }
  /** One report of tokens; a reply may be reported more than once (metering/usage-meter.ts knows what to add). */
  | { type: 'usage'; generation: number; usage: VoiceUsage }
  /** Something arrived that could not be used; `kind` is from a fixed list, for counting. */
  | { type: 'unusable'; kind: 'malformed' | 'unknown' }
  /** The provider does not take the microphone's audio fast enough; so many of the oldest frames that waited gave way. */
  | { type: 'mic-dropped'; frames: number }
  /** The last event, exactly once. */
  | { type: 'closed'; code: number; failure: VoiceProviderFailure; detail: string };

/** Tokens by what is charged for them. The input is the whole conversation so far, once more for each reply. */
export interface VoiceUsage {
  readonly inputTextTokens: number;
  readonly inputAudioTokens: number;
  /** Thoughts included. */
  readonly outputTextTokens: number;
  readonly outputAudioTokens: number;
}

/** One open connection. After `close` or `closed` every verb does nothing. */
export interface VoiceProviderSession {
  /** PCM16 LE mono at the input sample rate. The buffer may be kept until sent; the caller never writes to it again. */
  sendAudio(pcm: Buffer): void;
  /** The same for what was held while the model took none, in order: none of it gives way, however much waits already. */
  sendHeld(frames: readonly Buffer[]): void;
  /** The microphone paused; audio that follows re-opens the stream. */
  endAudio(): void;
  /**
   * The visitor's turn is over, where turns are detected by us; audio after it begins the next. Without audio since
   * the last one it does nothing.
   */
  endActivity(): void;
  sendText(text: string): void;
  answerTool(id: string, name: string, outcome: { result: unknown } | { error: string }): void;
  /** Lets the model say this while the tool runs on. Does nothing where the model cannot speak then. */
  excuseTool(id: string, name: string, text: string): void;
  /** How long the newest audio was held before it was sent on. */
  readonly uplinkHeldMs: number;
  /** While false, what the provider sends waits with it, and its events come late but in order. True at first. */
  setReading(reading: boolean): void;
  /** Idempotent. Ends the connection for certain; `closed` follows within a second. */
  close(): void;
}

/** A model behind a wire. */
export abstract class VoiceProvider {
  abstract readonly capabilities: ProviderCapabilities;

  /**
   * Settles always: with a session that is ready to talk, or with a VoiceProviderError. Aborting the signal while it
   * opens rejects and leaves no socket behind; afterwards the signal has no effect. Events that arrive while it opens
   * are delivered after it has resolved, in order.
   */
  abstract open(
    spec: VoiceSessionSpec,
    onEvent: (event: VoiceProviderEvent) => void,
    signal: AbortSignal,
  ): Promise<VoiceProviderSession>;

  /**
   * Begins a connection to the provider that a later `open` may use. What happens to it until then, a refusal too, is what
   * happens to that attempt. Undefined where the provider cannot, as before its first connection.
   */
  abstract warm(): WarmConnection | undefined;
}
