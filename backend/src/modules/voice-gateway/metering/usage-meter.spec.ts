import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { VoiceUsage } from '../providers/voice-provider.port.js';
import { addUsage, NO_USAGE, UsageMeter } from './usage-meter.js';

const tokens = fc.nat(100_000);
const answer = fc.record({
  inputTextTokens: tokens,
  inputAudioTokens: tokens,
  outputTextTokens: tokens,
  outputAudioTokens: tokens,
});
const sumOf = (usages: readonly (VoiceUsage | undefined)[]) =>
  usages.reduce<VoiceUsage>((sum, usage) => (usage ? addUsage(sum, usage) : sum), NO_USAGE);
/** An answer as it may be reported: growing, at last whole, and perhaps told again. */
const snapshots = (usage: VoiceUsage, growth: readonly number[], again: boolean): VoiceUsage[] => {
  const shares = [...growth].sort((a, b) => a - b);
  const grown = shares.map((share) => ({
    ...usage,
    outputTextTokens: Math.floor(usage.outputTextTokens * share),
    outputAudioTokens: Math.floor(usage.outputAudioTokens * share),
  }));
  return [...grown, usage, ...(again ? [usage] : [])];
};

describe('the usage meter', () => {
  it('adds up all answers of a call, each once, however it was reported', () => {
    const told = fc.record({
      usage: answer,
      growth: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
      again: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 30 }), (answers) => {
        const meter = new UsageMeter();
        const added = answers.flatMap(({ usage, growth, again }, generation) =>
          snapshots(usage, growth, again).map((report) => meter.report(1, generation, report)),
        );
        expect(sumOf(added)).toEqual(sumOf(answers.map(({ usage }) => usage)));
      }),
    );
  });

  it('counts the input of every answer again, as it is billed', () => {
    const meter = new UsageMeter();
    const usage = { ...NO_USAGE, inputAudioTokens: 500, outputAudioTokens: 50 };
    expect(meter.report(1, 0, usage)).toEqual(usage);
    expect(meter.report(1, 1, usage)).toEqual(usage);
    expect(meter.report(2, 1, usage)).toEqual(usage);
  });

  it('counts the answer after a tool in full, though it belongs to the same reply', () => {
    const meter = new UsageMeter();
    const calling = { ...NO_USAGE, inputTextTokens: 600, outputTextTokens: 20 };
    const speaking = { ...NO_USAGE, inputTextTokens: 680, outputAudioTokens: 90 };
    expect(meter.report(1, 0, calling)).toEqual(calling);
    expect(meter.report(1, 0, speaking)).toEqual(speaking);
  });

  it('takes back nothing where a later report is smaller', () => {
    const meter = new UsageMeter();
    const usage = { ...NO_USAGE, inputTextTokens: 600, outputAudioTokens: 90 };
    meter.report(1, 0, usage);
    expect(meter.report(1, 0, { ...usage, outputAudioTokens: 10 })).toBeUndefined();
  });
});
