import type {
  CallAgent,
  CallEndReason,
  ErrorCode,
  HelloMessage,
  ResumeRequest,
  ServerMessageOf,
} from '@orbisvoice/contracts';
import type { ProviderSessionLeft } from './provider-session.js';
import type { TimerName } from './timer-name.js';
import type { SpokenTurn } from './turn.js';

/** Audio is passed through the session as this and nothing more: it is never read or copied here. */
export interface AudioHandle {
  readonly durationMs: number;
  /** Agent audio without a voice in it: of nearly no amplitude, noise, or one tone that goes on. */
  readonly quiet?: boolean;
}

/** A tool of the agent, as the conversation is concerned. */
export interface CallTool {
  readonly id: string;
  readonly name: string;
  /** `client` is answered by the page with `tool.result`. */
  readonly kind: 'http' | 'builtin' | 'client';
  /** Said when it takes long. */
  readonly filler: string;
  /** The conversation goes on while it runs. */
  readonly background: boolean;
  /** The model can say something while it runs. */
  readonly modelTalks: boolean;
  /** Of arguments, the digest that the ledger knows them by, in hexadecimal; the same for the same arguments. */
  readonly digestOf: (args: Readonly<Record<string, unknown>>) => string;
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
  /** Silence after which the agent asks whether the visitor is still there; 0 never asks. */
  readonly silencePromptMs: number;
  /** The model may leave words unanswered on purpose. */
  readonly mayStaySilent: boolean;
  /** Length of the recorded apology in the agent's language; 0 where there is none. */
  readonly apologyMs: number;
  /** So long the model may take to answer before it counts as silent. */
  readonly answerMs: number;
  /** The visitor's turns are detected by us: the model is told where each ends. */
  readonly ownTurns: boolean;
  /** What the model was told of; fixed for the whole call, whatever becomes of the agent. */
  readonly tools: readonly CallTool[];
  readonly resumeSecret: string;
  readonly demo: boolean;
  readonly audio: { readonly inputSampleRate: number; readonly outputSampleRate: number };
}

export type ProviderFailure =
  /** The same attempt cannot succeed: wrong key, unknown model, invalid setup. */
  | 'fatal'
  /** The resumption handle is not accepted; a fresh session may be. */
  | 'handle-refused'
  /** The handle may be good, but the provider could not go on with it: it holds the old connection for open, or broke. */
  | 'resume-failed'
  | 'busy'
  | 'transient';

export interface ToolRequest {
  readonly id: string;
  readonly name: string;
  /** Undefined where the model sent no JSON object. */
  readonly args: Readonly<Record<string, unknown>> | undefined;
}

/** What a call of a tool came to. */
export type ToolAnswer =
  | { readonly kind: 'result'; readonly result: unknown; readonly endCall?: boolean }
  /** Nothing happened: the visitor is to be asked first, and the model comes back with the token. */
  | { readonly kind: 'confirmation'; readonly token: string; readonly result: unknown }
  /** `code` is from a fixed list; `error` are words for the model. */
  | { readonly kind: 'error'; readonly code: string; readonly error: string };

/** `ask-page`: the arguments are good, and the page is the one to act. */
export type ToolSettled =
  ToolAnswer | { readonly kind: 'ask-page'; readonly args: Readonly<Record<string, unknown>> };

type ClientInput =
  | { type: 'client.hello'; hello: HelloMessage }
  | { type: 'client.audio'; audio: AudioHandle }
  | { type: 'client.text'; text: string }
  | { type: 'client.mic'; state: 'muted' | 'open' }
  /** `playedMs` counts from the beginning of the turn, also for a page that was loaded anew since. */
  | { type: 'client.playback'; turn: number; playedMs: number }
  /** Their player has run dry so often since this was last told. */
  | { type: 'client.underrun'; turn: number; times: number }
  | { type: 'client.tool-result'; id: string; result: unknown; error: string | undefined }
  | { type: 'client.end' }
  /** The client broke a rule of the protocol or a limit. */
  | { type: 'client.violation'; code: ErrorCode; message: string }
  /** Agent audio that was not played has passed its bound. */
  | { type: 'client.behind'; lagMs: number }
  | { type: 'client.gone'; cause: 'closed' | 'lost' | 'too-slow' }
  /** The visitor is back on another connection; `received` is what came of them until now, `unheardMs` what they are to hear. */
  | {
      type: 'client.returned';
      back: Return;
      received: NonNullable<ServerMessageOf<'ready'>['received']>;
      unheardMs: number;
    };

/** A visitor who comes back to a call, with every turn of it that is committed. */
export interface Return {
  readonly request: Pick<ResumeRequest, 'lastSeq' | 'playing'>;
  readonly turns: readonly SpokenTurn[];
  readonly resumeSecret: string;
}

/** What is known of a call that another gateway held. Times are session time. */
export interface CallBefore extends Return, ProviderSessionLeft {
  readonly startedAt: number;
  /** Tools that were begun there, the oldest first; `endedAt` undefined where no end is known. */
  readonly begun: readonly BegunBefore[];
}

interface BegunBefore {
  readonly occasion: string;
  readonly toolId: string;
  /** `CallTool.digestOf` the arguments. */
  readonly digest: string;
  readonly endedAt: number | undefined;
}

type AdmissionInput =
  | { type: 'admission.accepted'; facts: CallFacts; before?: CallBefore | undefined }
  /** The client belongs to a call that is on in this process; that session has it now. */
  | { type: 'admission.elsewhere' }
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
  /** Tokens that the model has read for an answer, and those that it has answered with; may be told again as it grows. */
  | { type: 'provider.usage'; read: number; said: number }
  | { type: 'provider.go-away'; timeLeftMs: number }
  | { type: 'provider.closed'; failure: ProviderFailure; detail: string }
);

/** From our own voice activity detection on the microphone. */
type SpeechInput =
  | { type: 'speech.started' }
  /** `endedAt` is when the last voiced audio arrived; `uplinkMs` how long the gateway held it before sending it on. */
  | { type: 'speech.ended'; endedAt: number; uplinkMs: number };

/** From the runtime, for each `invoke-tool` once, and for each `await-tool`. */
type ToolInput =
  | { type: 'tool.settled'; occasion: string; outcome: ToolSettled }
  /** What `prepare-filler` asked for is at hand; `text` is what it says. */
  | { type: 'filler.ready'; occasion: string; text: string; durationMs: number };

/** Why: the key was revoked, or the person signed out or left the team. */
export type CredentialEnd = Extract<CallEndReason, 'key_revoked' | 'signed_out'>;

type ControlInput =
  | { type: 'connected' }
  /** `id` tells this start of the timer from earlier ones of the same name. */
  | { type: 'timer'; timer: TimerName; id: number }
  | { type: 'turn.committed'; seq: number }
  | { type: 'finalised' }
  /** Everything is written, and the call is free for another gateway. */
  | { type: 'handed-over' }
  | { type: 'lease-lost' }
  /** Something of ours broke. */
  | { type: 'broken' }
  /** The call cannot be written down any more. */
  | { type: 'unwritable' }
  | { type: 'drain'; deadlineMs: number }
  /** What the call was opened with is worth nothing any more. */
  | { type: 'credential-gone'; reason: CredentialEnd }
  /** The agent's calls of today have cost what they may. */
  | { type: 'budget-spent' };

/**
 * Everything that can happen to a session. `at` is session time: milliseconds that never run backwards, on the scale of
 * the wall clock at the session's start. Time reaches the session only by this.
 */
export type SessionInput = { readonly at: number } & (
  ClientInput | AdmissionInput | ProviderInput | SpeechInput | ToolInput | ControlInput
);
/** An input before its time is noted. */
export type UntimedInput = SessionInput extends infer I ? (I extends unknown ? Omit<I, 'at'> : never) : never;
export type InputOf<T extends SessionInput['type']> = Extract<SessionInput, { type: T }>;
