import type { ProviderCapabilities } from '../voice-provider.port.js';

export interface GeminiModel extends ProviderCapabilities {
  /** Sliding-window compression keeps sessions unlimited and bounds the quadratic part of the bill. */
  readonly compression: { readonly triggerTokens: string; readonly targetTokens: string };
}

/**
 * `ownTurnDetection`: 3.1 ignores silenceDurationMs (js-genai#1467), so patience would mean nothing there.
 * `mayStaySilent`: proactive audio is permanently on in 3.8; the others are never asked for it.
 */
const nativeAudio = {
  inputSampleRate: 16_000,
  outputSampleRate: 24_000,
  resumption: true,
  ownTurnDetection: false,
  mayStaySilent: false,
  compression: { triggerTokens: '25600', targetTokens: '12800' },
} as const;

/** 3.8 runs tools beside the conversation by default, and gives a blocking call up as soon as the visitor speaks. */
const talkative = { foreground: 'talks', background: 'talks' } as const;
/** 2.5 waits, unless a tool is declared otherwise; it then tends to speak of results that it does not have. */
const patient = { foreground: 'silent', background: 'talks' } as const;
/** 3.1 knows nothing but waiting. */
const blocking = { foreground: 'silent', background: 'silent' } as const;

/** Models that speak on the Live API as this gateway uses it. Half-cascade and special-purpose models are left out. */
export const GEMINI_MODELS: readonly GeminiModel[] = [
  {
    ...nativeAudio,
    model: 'gemini-3.8-live',
    whileTools: talkative,
    needsSilenceAfterMute: false,
    mayStaySilent: true,
  },
  {
    ...nativeAudio,
    model: 'gemini-3.8-live-extended-thinking',
    whileTools: talkative,
    needsSilenceAfterMute: false,
    mayStaySilent: true,
  },
  {
    ...nativeAudio,
    model: 'gemini-3.1-flash-live-preview',
    whileTools: blocking,
    needsSilenceAfterMute: false,
    ownTurnDetection: true,
  },
  {
    ...nativeAudio,
    model: 'gemini-2.5-flash-native-audio-preview-12-2025',
    whileTools: patient,
    needsSilenceAfterMute: true,
  },
  {
    ...nativeAudio,
    model: 'gemini-2.5-flash-native-audio-latest',
    whileTools: patient,
    needsSilenceAfterMute: true,
  },
];

/** Refuses a model that is not in the table: guessing its abilities from its name has failed others. */
export function geminiModel(name: string): GeminiModel {
  const model = GEMINI_MODELS.find((entry) => entry.model === name.replace(/^models\//, ''));
  if (model) return model;
  const known = GEMINI_MODELS.map((entry) => entry.model).join(', ');
  throw new Error(`GEMINI_MODEL names a model that this version does not know. Known models: ${known}.`);
}
