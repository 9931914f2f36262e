import type { CallAgent, ErrorCode, HelloMessage } from '@orbisvoice/contracts';

/** Audio is passed through the session as this and nothing more: it is never read or copied here. */
export interface AudioHandle {
  readonly durationMs: number;
  /** Agent audio of nearly no amplitude. */
  readonly quiet?: boolean;
}

/** What admission found out about the call; fixed for its whole life. */
export interface CallFacts {
  readonly callId: string;
  readonly agent: CallAgent;
  /** Spoken first where not empty. */
  readonly firstMessage: string;
  readonly consent: 'not-needed' | 'given' | 'missing';
  readonly idleMs: number;
  readonly maxDurationMs: number;
  /** So long the model may take to answer before it counts as silent. */
  readonly answerMs: number;
  /** Tools that the page itself answers with `tool.result`. */
  readonly clientTools: readonly string[];
  readonly resumeSecret: string;
  readonly demo: boolean;
  readonly audio: { readonly inputSampleRate: number; readonly outputSampleRate: number };
}

export type ProviderFailure =
  /** The same attempt cannot succeed: wrong key, unknown model, invalid setup. */
  | 'fatal'
  /** The resumption handle is not accepted; a fresh session may be. */
  | 'handle-refused'
  | 'busy'
  | 'transient';

export interface ToolRequest {
  readonly id: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type ClientInput =
  | { type: 'client.hello'; hello: HelloMessage }
  | { type: 'client.audio'; audio: AudioHandle }
  | { type: 'client.text'; text: string }
  | { type: 'client.mic'; state: 'muted' | 'open' }
  | { type: 'client.playback'; turn: number; playedMs: number }
  | { type: 'client.tool-result'; id: string; result: unknown; error: string | undefined }
  | { type: 'client.end' }
  /** The client broke a rule of the protocol or a limit. */
  | { type: 'client.violation'; code: ErrorCode; message: string }
  /** Agent audio that was not played has passed its bound. */
  | { type: 'client.behind'; lagMs: number }
  | { type: 'client.gone'; cause: 'closed' | 'lost' | 'too-slow' };

type AdmissionInput =
  | { type: 'admission.accepted'; facts: CallFacts }
  | { type: 'admission.refused'; code: ErrorCode; message: string };

/** `connection` is the number that the session gave to the connection; `generation` the provider's reply on it. */
export type ProviderInput = { connection: number } & (
  | { type: 'provider.opened' }
  | { type: 'provider.open-failed'; failure: ProviderFailure; detail: string }
  | { type: 'provider.audio'; generation: number; audio: AudioHandle; receivedAt: number }
  | { type: 'provider.said'; generation: number; text: string }
  | { type: 'provider.heard'; text: string }
  | { type: 'provider.interrupted'; generation: number }
  | { type: 'provider.generation-complete'; generation: number }
  | { type: 'provider.turn-complete'; generation: number }
  | { type: 'provider.tool-calls'; generation: number; calls: readonly ToolRequest[] }
  | { type: 'provider.tools-cancelled'; ids: readonly string[] }
  | { type: 'provider.handle'; handle: string }
  | { type: 'provider.go-away'; timeLeftMs: number }
  | { type: 'provider.closed'; failure: ProviderFailure; detail: string }
);

/** From our own voice activity detection on the microphone. */
type SpeechInput =
  | { type: 'speech.started' }
  /** `endedAt` is when the last voiced audio arrived; `uplinkMs` how long the gateway held it before sending it on. */
  | { type: 'speech.ended'; endedAt: number; uplinkMs: number };

type ControlInput =
  | { type: 'connected' }
  /** `id` tells this start of the timer from earlier ones of the same name. */
  | { type: 'timer'; timer: string; id: number }
  | { type: 'turn.committed'; seq: number }
  | { type: 'finalised' }
  | { type: 'lease-lost' }
  /** Something of ours broke, or the call cannot be written down any more. */
  | { type: 'broken' }
  | { type: 'drain'; deadlineMs: number };

/**
 * Everything that can happen to a session. `at` is session time: milliseconds that never run backwards, on the scale of
 * the wall clock at the session's start. Time reaches the session only by this.
 */
export type SessionInput = { readonly at: number } & (
  ClientInput | AdmissionInput | ProviderInput | SpeechInput | ControlInput
);
/** An input before its time is noted. */
export type UntimedInput = SessionInput extends infer I ? (I extends unknown ? Omit<I, 'at'> : never) : never;
export type InputOf<T extends SessionInput['type']> = Extract<SessionInput, { type: T }>;
