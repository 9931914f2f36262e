import type { CallEndReason, CloseCode } from '@orbisvoice/contracts';
import type { Hearing } from './hearing.js';
import type { CallFacts } from './input.js';
import type { Recall } from './provider-session.js';
import type { Goodbye, PendingTool, ToolMemory } from './tool-state.js';
import type { TimerName } from './timer-name.js';
import type { AgentPart, Exchange, Sounding, SpokenTurn, UserPart } from './turn.js';

/** Running timers by name, with the number of their last start. A firing with another number is stale. */
export interface TimerBook {
  readonly running: Readonly<Partial<Record<TimerName, number>>>;
  readonly next: number;
}

/**
 * What the model knows of the call on a connection: `new` sessions are told it, resumed ones are `unproven` until their
 * first answer shows it to be `sound` or `lost`; see recall.ts.
 */
export type Memory = 'new' | 'unproven' | 'sound' | 'lost';

/** What the model owed the visitor when its connection was lost. `hearing`: what they say, or said, is told it again. */
export type Owed = 'nothing' | 'hearing' | 'answer' | 'rest-of-reply';

/** The provider's side of the call. At most one connection is ever open or opening. */
export type Link =
  | { readonly phase: 'opening'; readonly connection: number; readonly handle: string | undefined }
  | {
      readonly phase: 'open';
      readonly connection: number;
      readonly handle: string | undefined;
      /** Replies up to this number were interrupted; nothing more of them is forwarded. */
      readonly cutGeneration: number;
      readonly leaveSoon: boolean;
      readonly memory: Memory;
      readonly openedAt: number;
    }
  /** We closed it; the next one is opened when the provider says that it is gone (resuming is refused before). */
  | {
      readonly phase: 'leaving';
      readonly connection: number;
      readonly handle: string | undefined;
      readonly memory: Memory;
    }
  /** No connection; a timer runs until the next attempt. `connection` is the number of the last one. */
  | { readonly phase: 'waiting'; readonly connection: number; readonly handle: string | undefined };

/** What the guard against silent failures knows; see guard.ts. */
export interface Guard {
  /** Rungs of the ladder that were tried in the present trouble. */
  readonly rung: number;
  readonly since: number | undefined;
  readonly owes: 'answer' | 'rest-of-reply';
  /** The model was told to speak, and has not been heard yet. */
  readonly awaiting: boolean;
  /** The reply was interrupted, and nobody was heard to do so with words, or for long. */
  readonly suspect: boolean;
  /** Near-silent agent audio in a row, and whether this reply had any sound. */
  readonly quietMs: number;
  readonly audible: boolean;
  /** The last sign of life from the provider other than audio. */
  readonly providerAt: number;
}

/** What is said into silence and before the end; see courtesy.ts. */
export interface Courtesy {
  /** Asked into the present silence so far. */
  readonly questions: number;
  /** The goodbye was asked for, and the call ends when it has been heard. */
  readonly farewell:
    | {
        readonly why: 'idle_timeout' | 'max_duration';
        readonly since: number;
        /** The reply that is the goodbye, once the model is through with it. */
        readonly said: { readonly turn: number; readonly sentMs: number } | undefined;
      }
    | undefined;
}

/**
 * A reply that the model is through with long before the visitor has heard it. It has its place among the turns, and is
 * recorded when it was heard, or as far as it was heard; see late-reply.ts.
 */
export interface LateReply {
  readonly spoken: SpokenTurn;
  readonly agent: AgentPart;
}

/** What a call carries from its admission to its end. */
export interface Call {
  readonly facts: CallFacts;
  readonly startedAt: number;
  /** When this session began to have it. */
  readonly takenAt: number;
  readonly lastActivityAt: number;
  readonly timers: TimerBook;
  readonly link: Link;
  /** Undefined until the model has told of its first answer. */
  readonly recall: Recall | undefined;
  /** Also while a connection stands that has not shown yet that it is any better than the last one. */
  readonly outage: { readonly since: number; readonly attempts: number } | undefined;
  readonly owed: Owed;
  /** Since when the visitor's voice is kept, because no answer to it has come yet; see voice.ts. */
  readonly unansweredSince: number | undefined;
  readonly exchange: Exchange | undefined;
  /** Said by the visitor while the agent's reply was still going on: opens the next exchange. */
  readonly upcoming: UserPart | undefined;
  /** `away`: the connection was lost, and the visitor may come back. */
  readonly visitor: 'here' | 'away';
  /** Turns up to this one are committed. */
  readonly committedSeq: number;
  readonly nextTurn: number;
  readonly nextSeq: number;
  readonly history: readonly SpokenTurn[];
  /** Calls of the model without an answer, by occasion. */
  readonly tools: ReadonlyMap<string, PendingTool>;
  readonly toolMemory: ToolMemory;
  /** The agent is ending the call. */
  readonly goodbye: Goodbye | undefined;
  readonly heldTexts: readonly string[];
  readonly mic: 'open' | 'muted';
  readonly speech: {
    readonly active: boolean;
    readonly startedAt: number;
    readonly ended: { readonly at: number; readonly uplinkMs: number; readonly voicedMs: number } | undefined;
  };
  readonly guard: Guard;
  readonly sounding: Sounding | undefined;
  readonly hearing: Hearing;
  readonly late: LateReply | undefined;
  readonly courtesy: Courtesy;
}

export interface AwaitingHello {
  readonly name: 'awaiting-hello';
  readonly timers: TimerBook;
  readonly admitting: boolean;
  /** Asked to leave while it is being admitted: until then at the latest. */
  readonly leaveBy: number | undefined;
}
export interface OpeningProvider extends Call {
  readonly name: 'opening-provider';
}
export interface Conversing extends Call {
  readonly name: 'listening' | 'thinking' | 'speaking';
}
/** The call is over and being written down; the client hears of it when that is done. */
export interface Draining {
  readonly name: 'draining';
  readonly timers: TimerBook;
  readonly reason: CallEndReason;
  readonly close: CloseCode;
  readonly durationMs: number;
  readonly client: 'connected' | 'gone';
  /** The call goes on, on another gateway. */
  readonly handedOver: boolean;
}
export interface Closed {
  readonly name: 'closed';
  /** Null where no call was ever admitted. */
  readonly reason: CallEndReason | null;
}

export type CallState = OpeningProvider | Conversing;
export type SessionState = AwaitingHello | CallState | Draining | Closed;

export const NO_TIMERS: TimerBook = { running: {}, next: 1 };
export const initialState: SessionState = {
  name: 'awaiting-hello',
  timers: NO_TIMERS,
  admitting: false,
  leaveBy: undefined,
};

export const hasCall = (state: SessionState): state is CallState =>
  state.name !== 'awaiting-hello' && state.name !== 'draining' && state.name !== 'closed';
