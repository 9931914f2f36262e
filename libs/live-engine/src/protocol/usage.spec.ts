import fc from 'fast-check';
import { closeTurn, compress } from './usage.js';

const tokens = fc.nat(200_000);
const context = fc.record({ textTokens: tokens, audioTokens: tokens });

describe('usage', () => {
  it('adds up: total is prompt and response, details are the parts', () => {
    fc.assert(
      fc.property(context, fc.nat(600_000), (before, ms) => {
        const { usage, next } = closeTurn(before, ms);
        const sum = (details: { tokenCount: number }[] = []) =>
          details.reduce((total, detail) => total + detail.tokenCount, 0);
        expect(usage.totalTokenCount ?? 0).toBe(
          (usage.promptTokenCount ?? 0) + (usage.responseTokenCount ?? 0),
        );
        expect(sum(usage.promptTokensDetails)).toBe(usage.promptTokenCount ?? 0);
        expect(sum(usage.responseTokensDetails)).toBe(usage.responseTokenCount ?? 0);
        expect(next.audioTokens + next.textTokens).toBe(usage.totalTokenCount ?? 0);
      }),
    );
  });

  it('leaves out zeros, as proto3 JSON does', () => {
    expect(closeTurn({ textTokens: 0, audioTokens: 0 }, 0).usage).toEqual({});
  });

  it('compresses to its target, never touching text, and not below the trigger', () => {
    fc.assert(
      fc.property(context, fc.integer({ min: 2, max: 100_000 }), (before, triggerTokens) => {
        const targetTokens = Math.floor(triggerTokens / 2);
        const after = compress(before, { triggerTokens, targetTokens });
        expect(after.textTokens).toBe(before.textTokens);
        if (before.textTokens + before.audioTokens <= triggerTokens) expect(after).toEqual(before);
        else
          expect(after.textTokens + after.audioTokens).toBeLessThanOrEqual(
            Math.max(targetTokens, before.textTokens),
          );
      }),
    );
  });
});
