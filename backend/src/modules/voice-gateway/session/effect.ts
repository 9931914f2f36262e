import type { CallEndReason, CloseCode, HelloMessage, ServerMessage } from '@orbisvoice/contracts';
import type { AudioHandle } from './input.js';
import type { SpokenTurn, TurnLatency } from './turn.js';

export const DROP_REASONS = [
  'before-ready',
  'muted',
  'interrupted',
  'stale-connection',
  'stale-timer',
  'stale-tool-result',
  'closing',
  'too-many',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export type EventData = Readonly<Record<string, string | number | boolean | null>>;

type TimerEffect =
  /** Replaces a running timer of the same name. */
  { type: 'start-timer'; timer: string; id: number; ms: number } | { type: 'stop-timer'; timer: string };

type ProviderEffect =
  | {
      type: 'open-provider';
      connection: number;
      /** Resume with this handle; without one, `history` says what was spoken so far. */
      handle: string | undefined;
      history: readonly SpokenTurn[];
    }
  | { type: 'close-provider'; connection: number }
  | { type: 'forward-audio'; connection: number; audio: AudioHandle }
  /** Keep microphone audio, bounded, until a provider is there to take it. */
  | { type: 'hold-audio'; audio: AudioHandle }
  | { type: 'release-audio'; connection: number }
  | { type: 'end-audio'; connection: number }
  /** Typed by the visitor, or an instruction of ours to the model. */
  | { type: 'provider-text'; connection: number; text: string }
  | {
      type: 'answer-tool';
      connection: number;
      id: string;
      name: string;
      outcome: { result: unknown } | { error: string };
    };

type ClientEffect =
  | { type: 'send'; message: ServerMessage }
  | { type: 'play-audio'; turn: number; audio: AudioHandle }
  | { type: 'close-client'; code: CloseCode; reason: string };

type RecordEffect =
  | { type: 'record-turn'; spoken: SpokenTurn; latency: TurnLatency | undefined }
  | { type: 'record-event'; at: number; kind: string; turn: number | null; data: EventData }
  /** Emitted exactly once for a call that was admitted, and never for one that was not. */
  | { type: 'finalise'; reason: CallEndReason; at: number }
  /** The call now belongs to another gateway: nothing more may be written by this one. */
  | { type: 'abandon-recording' };

/** What the runtime has to do, in order. */
export type Effect =
  | TimerEffect
  | ProviderEffect
  | ClientEffect
  | RecordEffect
  | { type: 'admit'; hello: HelloMessage }
  | { type: 'measure-latency'; latency: TurnLatency }
  /** Nothing is dropped without this; it is counted by reason. */
  | { type: 'drop'; what: 'mic-audio' | 'agent-audio' | 'input'; reason: DropReason };
