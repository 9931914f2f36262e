import type { Agent } from '@orbisvoice/contracts';
import { TryPanel } from '../features/voice-call/components/try-panel.js';
import { CallFactoryContext } from '../features/voice-call/lib/call-factory.js';
import { createBrowserCall } from './browser-call.js';

/** A live call with an agent, in this browser. */
export function TryAgent(props: { agent: Agent; unsaved: boolean }) {
  return (
    <CallFactoryContext value={createBrowserCall}>
      <TryPanel {...props} />
    </CallFactoryContext>
  );
}
