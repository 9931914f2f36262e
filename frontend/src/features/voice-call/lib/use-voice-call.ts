import type { CallState } from '@orbisvoice/voice-client';
import { useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { createSession } from '../api/create-session.js';
import { CallFactoryContext, type PageCall } from './call-factory.js';

/** One agent's line on this page. It hangs up, and lets the microphone go, when the page is left. */
export function useVoiceCall(agentId: string): { call: PageCall; state: CallState } {
  const create = useContext(CallFactoryContext);
  if (!create) throw new Error('CallFactoryContext is missing above this component');
  const [call] = useState(() => create(() => createSession(agentId)));
  const state = useSyncExternalStore(
    (listener) => call.on('change', listener),
    () => call.state,
  );
  useEffect(() => () => call.end(), [call]);
  return { call, state };
}
