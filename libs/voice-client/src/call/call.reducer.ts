import type { CallEndReason, ServerMessage } from '@orbisvoice/contracts';
import type { CallFailureCode } from './call-failure.js';
import {
  IDLE_CALL,
  isActive,
  isLive,
  type CallRecord,
  type CallState,
  type LiveCall,
  type LivePhase,
} from './call-state.js';
import { withCommit, withDoubt, withInterruption, withoutStale, withTranscript } from './captions.js';

/**
 * What one thing that happens to a call (from the visitor, the devices or the server) makes of it, pure. Where it makes no
 * sense in a state, it leaves the state as it is. Times are epoch milliseconds.
 */
export type CallStep = (state: CallState) => CallState;

/** The agent speaks for as long as it is heard, whatever the server has already moved on to. */
const phaseOf = (live: LiveCall): LivePhase => (live.playing ? 'speaking' : live.server);

const withLive = (state: CallState, change: Partial<LiveCall>): CallState => {
  if (!isLive(state)) return state;
  const live = { ...state.live, ...change };
  return { ...state, live, phase: state.phase === 'reconnecting' ? state.phase : phaseOf(live) };
};

/** What outlives the phase: captions can still be read after the call. */
const record = ({ captions, muted }: CallState): CallRecord => ({ captions, muted });

export const started: CallStep = (state) => (isActive(state) ? state : { ...IDLE_CALL, phase: 'permission' });

export const audioOpened: CallStep = (state) =>
  state.phase === 'permission' ? { ...state, phase: 'connecting' } : state;

/** The connection was lost, and another is on its way. */
export const dropped: CallStep = (state) => (isLive(state) ? { ...state, phase: 'reconnecting' } : state);

export const heardPlaying =
  (playing: boolean): CallStep =>
  (state) =>
    isLive(state) && state.live.playing !== playing ? withLive(state, { playing }) : state;

export const muteTo =
  (muted: boolean): CallStep =>
  (state) =>
    isActive(state) ? { ...state, muted } : state;

export const hungUp =
  (reason: CallEndReason, at: number): CallStep =>
  (state) => {
    const durationMs = isLive(state) ? at - state.live.startedAt : 0;
    return isActive(state) ? { ...record(state), phase: 'ended', reason, durationMs } : state;
  };

export const failedWith =
  (code: CallFailureCode): CallStep =>
  (state) =>
    isActive(state) ? { ...record(state), phase: 'error', code } : state;

export const told =
  (message: ServerMessage, at: number, microphone: boolean): CallStep =>
  (state) => {
    if (message.type === 'ready') {
      if (state.phase === 'reconnecting')
        return { ...state, captions: withDoubt(state.captions), phase: phaseOf(state.live) };
      if (state.phase !== 'connecting') return state;
      const { callId, agent, demo } = message;
      const live = {
        callId,
        agent,
        demo,
        microphone,
        startedAt: at,
        playing: false,
        server: 'listening',
      } as const;
      return { ...state, phase: 'listening', live };
    }
    if (!isLive(state)) return state;
    const { captions } = state;
    switch (message.type) {
      case 'state':
        return withLive({ ...state, captions: withoutStale(captions) }, { server: message.state });
      case 'transcript':
        return { ...state, captions: withTranscript(captions, message) };
      case 'turn.committed':
        return { ...state, captions: withCommit(captions, message.seq) };
      case 'interrupted':
        return { ...state, captions: withInterruption(captions, message.turn) };
      case 'ended': {
        const { reason, durationMs } = message;
        return { ...record(state), phase: 'ended', reason, durationMs };
      }
      default:
        return state;
    }
  };
