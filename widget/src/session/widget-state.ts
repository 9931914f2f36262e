import type { CallEndReason } from '@orbisvoice/contracts';
import type { CallFailureCode, LivePhase, ResumeFrom } from '@orbisvoice/voice-client';
import type { OrbisMode } from '../public-types.js';

/** What the visitor is asked before the microphone opens. */
export interface ConsentNotice {
  text: string;
  version: string;
}

/** What is known of a call that has begun. */
export interface CallFacts {
  mode: OrbisMode;
  callId: string;
}

/** One conversation from the visitor's side, from the click to the rating. A field exists only where it is true. */
export type WidgetState =
  | { stage: 'idle' }
  /** The agent's notice, or the visitor's ticket, is being fetched. */
  | { stage: 'preparing'; mode: OrbisMode }
  | { stage: 'consent'; notice: ConsentNotice }
  | { stage: 'permission' | 'connecting'; mode: OrbisMode }
  | (CallFacts & { stage: LivePhase | 'reconnecting' })
  /**
   * The call is alive and nobody can be heard: the system took the sound, or the page was loaded anew and the browser
   * wants a click. Then `from` is where the page before left the call.
   */
  | (CallFacts & { stage: 'paused'; from?: ResumeFrom })
  | (CallFacts & { stage: 'ended'; reason: CallEndReason; durationMs: number })
  /** `answer` is what the visitor is told once the rating has arrived, or has not. */
  | (CallFacts & { stage: 'rating'; rating: number; answer?: 'thanks' | 'notSent' })
  | { stage: 'error'; mode: OrbisMode; code: CallFailureCode };

export type LiveState = Extract<WidgetState, { stage: LivePhase | 'reconnecting' | 'paused' }>;

export const IDLE: WidgetState = { stage: 'idle' };

const FREE: readonly string[] = ['idle', 'consent', 'ended', 'rating', 'error'];

/** Nothing is under way: a call may be started, and what is shown may be put away. */
export const isFree = ({ stage }: WidgetState): boolean => FREE.includes(stage);

/** The call is there, whether anybody can be heard at the moment or not. */
export const isLive = (state: WidgetState): state is LiveState => 'callId' in state && !isFree(state);

/** Voice or writing, where the state says so. */
export const modeOf = (state: WidgetState): OrbisMode => ('mode' in state ? state.mode : 'voice');
