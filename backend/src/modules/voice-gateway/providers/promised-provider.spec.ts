import { describe, expect, it, jest } from '@jest/globals';
import {
  VoiceProvider,
  type ProviderCapabilities,
  type VoiceProviderEvent,
  type VoiceProviderSession,
  type VoiceSessionSpec,
  type VoiceUsage,
  type WarmConnection,
} from './voice-provider.port.js';

// A provider as somebody outside may have written it. Where the port asks for more than is here, or hears of less, this does
// not compile. Do not change it for that: make what is new optional, keep what is old beside it, or announce the change in
// CHANGELOG.md under "Promised" one minor version ahead (docs/guides/extending.md, "What stays stable").

const capabilities: ProviderCapabilities = {
  model: 'a-model',
  inputSampleRate: 16_000,
  outputSampleRate: 24_000,
  resumption: true,
  whileTools: { foreground: 'silent', background: 'talks' },
  needsSilenceAfterMute: false,
  ownTurnDetection: false,
  mayStaySilent: false,
};
const usage: VoiceUsage = {
  inputTextTokens: 1,
  inputAudioTokens: 1,
  outputTextTokens: 1,
  outputAudioTokens: 1,
};
/** Everything that such a provider may tell. */
const EVENTS: VoiceProviderEvent[] = [
  { type: 'audio', generation: 0, pcm: Buffer.alloc(2), receivedAt: 0 },
  { type: 'said', generation: 0, text: 'Hello.' },
  { type: 'heard', text: 'Hello?' },
  { type: 'interrupted', generation: 0 },
  { type: 'generation-complete', generation: 0 },
  { type: 'turn-complete', generation: 0 },
  { type: 'tool-calls', generation: 0, calls: [{ id: '1', name: 'look', args: { at: 'it' } }] },
  { type: 'tools-cancelled', ids: ['1'] },
  { type: 'handle', handle: 'h' },
  { type: 'go-away', timeLeftMs: 1_000 },
  { type: 'usage', generation: 0, usage },
  { type: 'unusable', kind: 'unknown' },
  { type: 'closed', code: 1000, failure: 'transient', detail: 'over' },
];

class OutsideProvider extends VoiceProvider {
  readonly capabilities = capabilities;

  open(spec: VoiceSessionSpec, onEvent: (event: VoiceProviderEvent) => void): Promise<VoiceProviderSession> {
    // What such a provider reads of a call.
    const read: [string, string, string, number, string | undefined] = [
      spec.systemInstruction,
      spec.voiceId,
      spec.language,
      spec.openWithinMs,
      spec.handle,
    ];
    const told = [
      ...spec.history.map(({ role, text }) => `${role} ${text}`),
      ...spec.tools.map((tool) => tool.name),
    ];
    for (const event of EVENTS) onEvent(event);
    return Promise.resolve({
      sendAudio: () => undefined,
      sendHeld: () => undefined,
      endAudio: () => undefined,
      endActivity: () => undefined,
      sendText: () => undefined,
      answerTool: () => undefined,
      excuseTool: () => undefined,
      uplinkHeldMs: read.length + told.length,
      setReading: () => undefined,
      close: () => undefined,
    });
  }

  warm(): WarmConnection | undefined {
    return undefined;
  }
}

describe('a provider that was written against the port as it is promised', () => {
  it('opens, tells and closes', async () => {
    const provider: VoiceProvider = new OutsideProvider();
    const hear = jest.fn<(event: VoiceProviderEvent) => void>();
    const spec: VoiceSessionSpec = {
      systemInstruction: 'Be kind.',
      voiceId: 'Puck',
      language: 'en',
      tools: [{ name: 'look', description: 'Looks.', parameters: {}, background: false }],
      patience: 'balanced',
      openWithinMs: 1_000,
      handle: undefined,
      history: [{ role: 'user', text: 'Hello?' }],
    };
    const session = await provider.open(spec, hear, new AbortController().signal);
    expect(hear).toHaveBeenCalledTimes(EVENTS.length);
    expect(session.uplinkHeldMs).toBe(7);
    expect(provider.warm()).toBeUndefined();
  });
});
