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

/** Everything that can happen to a call, from the visitor, the devices and the server. Times are epoch milliseconds. */
export type CallEvent =
  | { type: 'started' }
  | { type: 'audio-opened' }
  | { type: 'message'; message: ServerMessage; at: number; microphone: boolean }
  | { type: 'playback'; playing: boolean }
  | { type: 'muted'; muted: boolean }
  | { type: 'dropped' }
  | { type: 'hung-up'; reason: CallEndReason; at: number }
  | { type: 'failed'; code: CallFailureCode };

/** The agent speaks for as long as it is heard, whatever the server has already moved on to. */
const phaseOf = (live: LiveCall): LivePhase => (live.playing ? 'speaking' : live.server);

const withLive = (state: CallState, change: Partial<LiveCall>): CallState => {
  if (!isLive(state)) return state;
  const live = { ...state.live, ...change };
  return { ...state, live, phase: state.phase === 'reconnecting' ? state.phase : phaseOf(live) };
};

/** What outlives the phase: captions can still be read after the call. */
const record = ({ captions, latencies, muted }: CallState): CallRecord => ({ captions, latencies, muted });

function onMessage(
  state: CallState,
  { message, at, microphone }: CallEvent & { type: 'message' },
): CallState {
  if (message.type === 'ready') {
    if (state.phase === 'reconnecting')
      return { ...state, captions: withDoubt(state.captions), phase: phaseOf(state.live) };
    if (state.phase !== 'connecting') return state;
    const { callId, agent, demo } = message;
    const live: LiveCall = {
      callId,
      agent,
      demo,
      microphone,
      startedAt: at,
      server: 'listening',
      playing: false,
    };
    return { ...record(state), phase: 'listening', live };
  }
  if (!isLive(state)) return state;
  switch (message.type) {
    case 'state':
      return withLive({ ...state, captions: withoutStale(state.captions) }, { server: message.state });
    case 'transcript':
      return { ...state, captions: withTranscript(state.captions, message) };
    case 'turn.committed':
      return { ...state, captions: withCommit(state.captions, message.seq) };
    case 'interrupted':
      return { ...state, captions: withInterruption(state.captions, message.turn) };
    case 'latency': {
      const { turn, voiceToVoiceMs, gatewayMs } = message;
      return { ...state, latencies: [...state.latencies, { turn, voiceToVoiceMs, gatewayMs }] };
    }
    case 'ended':
      return {
        ...record(state),
        phase: 'ended',
        reason: message.reason,
        durationMs: message.durationMs,
      };
    default:
      return state;
  }
}

/** The whole life of a call as one pure step. An event that makes no sense in a state leaves it as it is. */
export function reduceCall(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'started':
      return isActive(state) ? state : { ...IDLE_CALL, phase: 'permission' };
    case 'audio-opened':
      return state.phase === 'permission' ? { ...record(state), phase: 'connecting' } : state;
    case 'message':
      return onMessage(state, event);
    case 'playback':
      return isLive(state) && state.live.playing !== event.playing
        ? withLive(state, { playing: event.playing })
        : state;
    case 'muted':
      return state.muted === event.muted || !isActive(state) ? state : { ...state, muted: event.muted };
    case 'dropped':
      return isLive(state) ? { ...state, phase: 'reconnecting' } : state;
    case 'hung-up': {
      if (!isActive(state)) return state;
      const durationMs = isLive(state) ? event.at - state.live.startedAt : 0;
      return { ...record(state), phase: 'ended', reason: event.reason, durationMs };
    }
    case 'failed':
      return isActive(state) ? { ...record(state), phase: 'error', code: event.code } : state;
  }
}
