import type { ProviderCapabilities } from '../voice-provider.port.js';

export interface GeminiModel extends ProviderCapabilities {
  /** Sliding-window compression keeps sessions unlimited and bounds the quadratic part of the bill. */
  readonly compression: { readonly triggerTokens: string; readonly targetTokens: string };
}

const nativeAudio = {
  inputSampleRate: 16_000,
  outputSampleRate: 24_000,
  resumption: true,
  compression: { triggerTokens: '25600', targetTokens: '12800' },
} as const;

/** Models that speak on the Live API as this gateway uses it. Half-cascade and special-purpose models are left out. */
const MODELS: readonly GeminiModel[] = [
  { ...nativeAudio, model: 'gemini-3.8-live', backgroundTools: true, needsSilenceAfterMute: false },
  {
    ...nativeAudio,
    model: 'gemini-3.8-live-extended-thinking',
    backgroundTools: true,
    needsSilenceAfterMute: false,
  },
  {
    ...nativeAudio,
    model: 'gemini-3.1-flash-live-preview',
    backgroundTools: false,
    needsSilenceAfterMute: false,
  },
  {
    ...nativeAudio,
    model: 'gemini-2.5-flash-native-audio-preview-12-2025',
    backgroundTools: true,
    needsSilenceAfterMute: true,
  },
  {
    ...nativeAudio,
    model: 'gemini-2.5-flash-native-audio-latest',
    backgroundTools: true,
    needsSilenceAfterMute: true,
  },
];

/** Refuses a model that is not in the table: guessing its abilities from its name has failed others. */
export function geminiModel(name: string): GeminiModel {
  const model = MODELS.find((entry) => entry.model === name.replace(/^models\//, ''));
  if (model) return model;
  const known = MODELS.map((entry) => entry.model).join(', ');
  throw new Error(`GEMINI_MODEL names a model that this version does not know. Known models: ${known}.`);
}
