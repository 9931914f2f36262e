import { keyedDigest } from '../../src/platform/crypto/index.js';
import type { CallFacts } from '../../src/modules/voice-gateway/session/input.js';

/** As at run time. */
export const digestOf =
  (toolId: string) =>
  (args: Readonly<Record<string, unknown>>): string =>
    keyedDigest(toolId, args).toString('hex');

/** What admission found out about an ordinary call, for tests of the session. */
export const callFacts: CallFacts = {
  callId: '019f0000-0000-7000-8000-000000000001',
  agent: { id: '019f0000-0000-7000-8000-000000000002', name: 'Ada', language: 'en-US', voiceId: 'Puck' },
  firstMessage: '',
  consent: 'not-needed',
  idleMs: 60_000,
  maxDurationMs: 300_000,
  silencePromptMs: 0,
  mayStaySilent: false,
  apologyMs: 0,
  answerMs: 2_000,
  ownTurns: false,
  tools: [
    {
      id: 'tool-1',
      name: 'look_up',
      kind: 'client',
      filler: '',
      background: false,
      modelTalks: false,
      digestOf: digestOf('tool-1'),
    },
  ],
  resumeSecret: 'secret-secret-secret-secret',
  demo: false,
  audio: { inputSampleRate: 16_000, outputSampleRate: 24_000 },
};
