import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GEMINI_MODELS } from '../providers/gemini/gemini-models.js';
import { costsOf, totalNanos } from './prices.js';
import type { VoiceUsage } from '../providers/voice-provider.port.js';
import { addUsage, NO_USAGE } from './usage-meter.js';

const tokens = fc.nat(2_000_000);
const usages = fc.array(
  fc.record({
    inputTextTokens: tokens,
    inputAudioTokens: tokens,
    outputTextTokens: tokens,
    outputAudioTokens: tokens,
  }),
  { maxLength: 200 },
);

const costNanos = (model: string, usage: VoiceUsage): number | undefined => {
  const cost = costsOf(model, usage);
  return cost && totalNanos(cost);
};

describe('prices', () => {
  it.each(GEMINI_MODELS.map(({ model }) => model))('are known for %s, which calls may use', (model) => {
    expect(costNanos(model, { ...NO_USAGE, outputAudioTokens: 1_000_000 })).toBe(12_000_000_000);
  });

  it('make a call of five minutes and twenty turns about 27 cents', () => {
    const usage = {
      ...NO_USAGE,
      inputTextTokens: 12_000,
      inputAudioTokens: 69_500,
      outputAudioTokens: 4_000,
    };
    expect(costNanos('gemini-3.8-live', usage)).toBe(265_500_000);
  });

  it.each(['demo', 'gemini-9-live', 'constructor'])('are not guessed for %s', (model) => {
    expect(costNanos(model, { ...NO_USAGE, inputTextTokens: 1 })).toBeUndefined();
  });

  it('lose nothing: the cost of a sum is the sum of the costs, in whole numbers', () => {
    fc.assert(
      fc.property(usages, (reports) => {
        const apart = reports.map((usage) => costNanos('gemini-3.8-live', usage) ?? NaN);
        const together = costNanos('gemini-3.8-live', reports.reduce(addUsage, NO_USAGE));
        expect(together).toBe(apart.reduce((sum, cost) => sum + cost, 0));
        expect(Number.isSafeInteger(together)).toBe(true);
      }),
    );
  });
});
