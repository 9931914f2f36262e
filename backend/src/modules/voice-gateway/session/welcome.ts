import { HEARTBEAT_MS, type ServerMessageOf } from '@orbisvoice/contracts';
import type { CallFacts } from './input.js';

/** What each `ready` of a call says alike. */
export function welcome(facts: CallFacts): Omit<ServerMessageOf<'ready'>, 'resumed'> {
  const { callId, resumeSecret, agent, audio, demo } = facts;
  return { type: 'ready', callId, resumeSecret, agent, audio, demo, heartbeatMs: HEARTBEAT_MS };
}
