import type { CallEndReason } from '@orbisvoice/contracts';
import type { CallState } from '@orbisvoice/voice-client';
import type { OrbMood } from '../../../components/brand/live-orb.js';

const MOODS: Record<CallState['phase'], OrbMood> = {
  idle: 'idle',
  permission: 'waiting',
  connecting: 'waiting',
  listening: 'listening',
  reconnecting: 'waiting',
  thinking: 'thinking',
  speaking: 'speaking',
  ended: 'idle',
  error: 'idle',
};

export const moodOf = ({ phase }: CallState): OrbMood => MOODS[phase];

const ENDINGS: Partial<Record<CallEndReason, string>> = {
  agent_ended: 'The agent ended the call',
  idle_timeout: 'Ended after a long silence',
  max_duration: 'The longest time for a call was reached',
  provider_unavailable: 'The voice service went away',
  key_revoked: 'The key of this call was revoked',
  signed_out: 'You signed out',
  taken_over: 'The call continues elsewhere',
  draining: 'The service is restarting',
  error: 'The call ended with an error',
};

/** The state of the call in a few words. */
export function statusOf(state: CallState): string {
  switch (state.phase) {
    case 'idle':
      return 'Ready when you are';
    case 'permission':
      return 'Waiting for the microphone';
    case 'connecting':
      return 'Connecting';
    case 'listening':
      if (!state.live.microphone) return 'Write something';
      return state.muted ? 'Muted' : 'Listening';
    case 'thinking':
      return 'Thinking';
    case 'speaking':
      return 'Speaking';
    case 'reconnecting':
      return 'Reconnecting';
    case 'ended':
      return ENDINGS[state.reason] ?? 'Call ended';
    case 'error':
      return 'No call';
  }
}
