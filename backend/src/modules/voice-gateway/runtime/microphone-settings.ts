import { PATIENCE_MS, type EchoGuard, type HelloMessage, type Patience } from '@orbisvoice/contracts';
import type { MicrophoneSettings } from './microphone.js';

/** What the agent's settings, the model and the visitor's own device mean for their microphone. */
export function microphoneSettings(
  agent: { readonly patience: Patience; readonly echoGuard: EchoGuard },
  model: { readonly ownTurnDetection: boolean },
  hello: Pick<HelloMessage, 'echoCancellation'>,
): MicrophoneSettings {
  const { startMs, silenceMs } = PATIENCE_MS[agent.patience];
  const doubtful = agent.echoGuard === 'auto' && hello.echoCancellation === false;
  return {
    ownTurns: model.ownTurnDetection ? { startMs, endMs: silenceMs } : undefined,
    echo: agent.echoGuard === 'on' || doubtful,
  };
}
