import type { UsageCost } from '@orbisvoice/contracts';
import type { VoiceUsage } from '../providers/voice-provider.port.js';

/**
 * Billionths of a dollar for one token, which is a thousandth of the dollars for a million tokens as price lists have
 * them. All known prices are whole numbers of it, so costs are exact integers.
 */
type Prices = VoiceUsage;

/** The price list that this table was taken from; update both together. */
export const PRICES_AS_OF = '2026-09-30';

const flash = {
  inputTextTokens: 750,
  inputAudioTokens: 3_000,
  outputTextTokens: 4_500,
  outputAudioTokens: 12_000,
};
const flash25 = { ...flash, inputTextTokens: 500, outputTextTokens: 2_000 };

const PRICES: Readonly<Record<string, Prices>> = {
  'gemini-3.8-live': flash,
  'gemini-3.8-live-extended-thinking': flash,
  'gemini-3.1-flash-live-preview': flash,
  'gemini-2.5-flash-native-audio-preview-12-2025': flash25,
  'gemini-2.5-flash-native-audio-latest': flash25,
};

/** What a model's use costs, told apart as the use is. Undefined without a known price: a cost is never guessed. */
export function costsOf(model: string, usage: VoiceUsage): UsageCost | undefined {
  const prices = Object.hasOwn(PRICES, model) ? PRICES[model] : undefined;
  if (!prices) return undefined;
  return {
    inputTextNanos: usage.inputTextTokens * prices.inputTextTokens,
    inputAudioNanos: usage.inputAudioTokens * prices.inputAudioTokens,
    outputTextNanos: usage.outputTextTokens * prices.outputTextTokens,
    outputAudioNanos: usage.outputAudioTokens * prices.outputAudioTokens,
  };
}

export const totalNanos = (cost: UsageCost): number =>
  cost.inputTextNanos + cost.inputAudioNanos + cost.outputTextNanos + cost.outputAudioNanos;
