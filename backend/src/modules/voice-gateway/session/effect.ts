import type {
  CallEndReason,
  CloseCode,
  ErrorCode,
  HelloMessage,
  ServerMessage,
  TimelineKind,
} from '@orbisvoice/contracts';
import type { AudioHandle, ToolAnswer } from './input.js';
import type { ProviderSessionLeft } from './provider-session.js';
import type { TimerName } from './timer-name.js';
import type { Conversing } from './state.js';
import type { SpokenTurn, TurnLatency } from './turn.js';

export const DROP_REASONS = [
  'before-ready',
  'muted',
  'interrupted',
  'stale-connection',
  'stale-timer',
  'stale-tool-result',
  'duplicate-tool-call',
  'closing',
  'too-many',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export type EventData = Readonly<Record<string, string | number | boolean | null>>;

type TimerEffect =
  /** Replaces a running timer of the same name. */
  | { type: 'start-timer'; timer: TimerName; id: number; ms: number }
  | { type: 'stop-timer'; timer: TimerName };

type ProviderEffect =
  | {
      type: 'open-provider';
      connection: number;
      /** Resume with this handle. It may be older than what was spoken last, so `history` is told in any case. */
      handle: string | undefined;
      history: readonly SpokenTurn[];
      /** Tools that were called, and that the model may not remember; in words for it. */
      begun: readonly string[];
      /** Opening that takes longer has failed. */
      withinMs: number;
    }
  | { type: 'close-provider'; connection: number }
  | { type: 'forward-audio'; connection: number; audio: AudioHandle }
  /** Keep microphone audio, bounded, until a provider is there to take it. */
  | { type: 'hold-audio'; audio: AudioHandle }
  /** What was held, for a connection that has heard all before it. */
  | { type: 'catch-up-audio'; connection: number }
  /** The same for a new one; `utterance`: and before it all that the visitor has said since `keep-audio`. */
  | { type: 'release-audio'; connection: number; utterance: boolean }
  /** The visitor begins to say what the model owes an answer to. */
  | { type: 'keep-audio' }
  | { type: 'forget-audio' }
  | { type: 'end-audio'; connection: number }
  /** The visitor's turn is over, where that is ours to say. */
  | { type: 'end-activity'; connection: number }
  /** Typed by the visitor, or an instruction of ours to the model. */
  | { type: 'provider-text'; connection: number; text: string }
  | {
      type: 'answer-tool';
      connection: number;
      id: string;
      name: string;
      outcome: { result: unknown } | { error: string };
    }
  /** Let the model say that it takes a moment, while the call stays open. */
  | { type: 'excuse-tool'; connection: number; id: string; name: string; text: string };

type ToolEffect =
  /** Carry it out, once for each occasion, and tell by `tool.settled`. `saying` is not recorded yet. */
  | {
      type: 'invoke-tool';
      occasion: string;
      name: string;
      args: Readonly<Record<string, unknown>>;
      saying: readonly { role: 'user' | 'agent'; text: string }[];
    }
  /** Another gateway began it: tell by `tool.settled` what became of it. */
  | { type: 'await-tool'; occasion: string }
  /** Nobody waits for it any more. */
  | { type: 'abort-tool'; occasion: string }
  /** Another gateway that takes the call over must not have to ask the page again. */
  | { type: 'keep-page-answer'; occasion: string; answer: ToolAnswer };

type ClientEffect =
  /** `now`: before the audio that waits, because it does not say anything about its place in it. */
  | { type: 'send'; message: ServerMessage; now?: true }
  /** The visitor is back: agent audio that they did not hear is sent, and all else again. */
  /** Audio that waited, and behind it how things stand. */
  | { type: 'resume-audio'; state: Conversing['name'] }
  /** The visitor is away: what is meant for them waits. A connection that is still there is closed. */
  | { type: 'detach-client'; close?: { code: CloseCode; reason: string } }
  | { type: 'play-audio'; turn: number; audio: AudioHandle }
  /** Have the words at hand as sound, in the agent's voice, and tell by `filler.ready`; by nothing where they cannot be. */
  | { type: 'prepare-filler'; occasion: string; words: string }
  | { type: 'play-filler'; turn: number; words: string }
  /** The recording for when the model is gone for good. */
  | { type: 'play-apology'; turn: number }
  | { type: 'close-client'; code: CloseCode; reason: string };

type RecordEffect =
  | { type: 'record-turn'; spoken: SpokenTurn; latency: TurnLatency | undefined }
  | { type: 'record-event'; at: number; kind: TimelineKind; turn: number | null; data: EventData }
  /** Emitted exactly once for a call that was admitted, and never for one that was not. */
  | { type: 'finalise'; reason: CallEndReason; at: number }
  /** Instead of `finalise`: everything is written, then the call is given up for another gateway to go on with. */
  | ({ type: 'hand-over' } & ProviderSessionLeft)
  /** The call now belongs to another gateway: nothing more may be written by this one. */
  | { type: 'abandon-recording' };

/** What the runtime has to do, in order. */
export type Effect =
  | TimerEffect
  | ProviderEffect
  | ToolEffect
  | ClientEffect
  | RecordEffect
  | { type: 'admit'; hello: HelloMessage }
  /** Nobody else would learn what a call was kept waiting for. */
  | { type: 'admission-overdue'; afterMs: number }
  /** A call that somebody asked for did not begin, for a fault on our side or the model's. */
  | { type: 'setup-failed'; code: ErrorCode }
  | { type: 'measure-latency'; latency: TurnLatency }
  | { type: 'measure-first-sound'; playbackMs: number; voiceToEarMs: number }
  /** Nothing is dropped without this; it is counted by reason. */
  | { type: 'drop'; what: 'mic-audio' | 'agent-audio' | 'input'; reason: DropReason };
