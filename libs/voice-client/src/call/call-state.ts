import type { CallEndReason, ConversationState, ServerMessageOf, SpeakerRole } from '@orbisvoice/contracts';
import type { CallFailureCode } from './call-failure.js';

/** What one side said in one turn, as far as it is known. */
export interface Caption {
  turn: number;
  role: SpeakerRole;
  text: string;
  final: boolean;
  /** The visitor cut this answer short. */
  interrupted: boolean;
  /** Of a final caption: its number in the record, and whether the record surely has it. */
  seq?: number | undefined;
  committed?: boolean;
  /** From before a lost connection, and not yet said again. Goes where the record turns out not to know it. */
  stale?: boolean;
}

/** How long an answer took; hosts that show it listen to the call's messages. */
export type TurnLatency = Omit<ServerMessageOf<'latency'>, 'type'>;

/** What is true only while connected. */
export interface LiveCall {
  callId: string;
  agent: ServerMessageOf<'ready'>['agent'];
  /** The local demonstration engine answers; people must be told. */
  demo: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** The server's view of the conversation. */
  server: ConversationState;
  /** Sound is leaving the loudspeaker; the server is done sending long before. */
  playing: boolean;
  /** False for a conversation in writing. */
  microphone: boolean;
}

export type LivePhase = 'listening' | 'thinking' | 'speaking';

/** What is kept across all phases of a call. */
export interface CallRecord {
  captions: readonly Caption[];
  muted: boolean;
}

export type CallState = CallRecord &
  (
    | { phase: 'idle' }
    | { phase: 'permission' | 'connecting' }
    /** `reconnecting`: the connection was lost; the call goes on, and what is said or written meanwhile is kept. */
    | { phase: LivePhase | 'reconnecting'; live: LiveCall }
    | { phase: 'ended'; reason: CallEndReason; durationMs: number }
    | { phase: 'error'; code: CallFailureCode }
  );

export type CallPhase = CallState['phase'];

export const IDLE_CALL: CallState = { phase: 'idle', captions: [], muted: false };

export const isLive = (state: CallState): state is Extract<CallState, { live: LiveCall }> => 'live' in state;

/** True from the click until the call ended or failed. */
export const isActive = (state: CallState): boolean =>
  isLive(state) || state.phase === 'permission' || state.phase === 'connecting';
