import type { CallFailureCode } from '@orbisvoice/voice-client';
import type { WordKey } from './en.js';

type FailureKey = Extract<
  WordKey,
  | 'denied'
  | 'missing'
  | 'taken'
  | 'forbidden'
  | 'lost'
  | 'insecure'
  | 'blocked'
  | 'network'
  | 'slow'
  | 'busy'
  | 'agent'
  | 'origin'
  | 'elsewhere'
  | 'over'
  | 'fault'
>;

const KEYS: Partial<Record<CallFailureCode, FailureKey>> = {
  microphone_denied: 'denied',
  microphone_missing: 'missing',
  microphone_busy: 'taken',
  microphone_forbidden: 'forbidden',
  microphone_lost: 'lost',
  insecure_page: 'insecure',
  audio_blocked: 'blocked',
  network: 'network',
  client_too_slow: 'slow',
  rate_limited: 'busy',
  concurrency_limited: 'busy',
  busy: 'busy',
  draining: 'busy',
  agent_not_found: 'agent',
  agent_not_published: 'agent',
  provider_unavailable: 'agent',
  unavailable: 'agent',
  origin_not_allowed: 'origin',
  taken_over: 'elsewhere',
  resume_invalid: 'over',
};

/** What trying again without changing anything cannot mend. */
const FINAL: readonly FailureKey[] = ['forbidden', 'insecure', 'origin', 'elsewhere'];
/** Nothing is wrong with the way to the agent, only with sound: writing will work. */
const SOUND: readonly FailureKey[] = [
  'denied',
  'missing',
  'taken',
  'forbidden',
  'lost',
  'insecure',
  'blocked',
  'slow',
];

export interface Failure {
  /** What happened, and behind a `|` what can be done. */
  word: FailureKey;
  retry: boolean;
  /** Whether writing may work where the voice did not. */
  writing: boolean;
}

export function failureOf(code: CallFailureCode): Failure {
  const word = KEYS[code] ?? 'fault';
  return { word, retry: !FINAL.includes(word), writing: SOUND.includes(word) };
}
