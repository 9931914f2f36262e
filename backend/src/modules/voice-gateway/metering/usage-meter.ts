import type { VoiceUsage } from '../providers/voice-provider.port.js';

type Tokens = keyof VoiceUsage;
export const TOKENS = [
  'inputTextTokens',
  'inputAudioTokens',
  'outputTextTokens',
  'outputAudioTokens',
] as const satisfies readonly Tokens[];

export const NO_USAGE: VoiceUsage = {
  inputTextTokens: 0,
  inputAudioTokens: 0,
  outputTextTokens: 0,
  outputAudioTokens: 0,
};

/** One answer of the model, which it may report several times while it grows. */
interface Answer {
  readonly connection: number;
  readonly generation: number;
  readonly counted: VoiceUsage;
}

/**
 * What each report of tokens adds to the bill. The model reads the whole conversation again for every answer, so answers
 * add up; the last report alone would be many times too low. Within one reply a report with the same input is the same
 * answer reported again, and only its growth counts; another input is another answer (after a tool's result, say) and
 * counts in full.
 */
export class UsageMeter {
  private answer: Answer | undefined;

  /** Undefined where the report adds nothing. */
  report(connection: number, generation: number, usage: VoiceUsage): VoiceUsage | undefined {
    const known = this.answer;
    const same =
      known?.connection === connection &&
      known.generation === generation &&
      known.counted.inputTextTokens === usage.inputTextTokens &&
      known.counted.inputAudioTokens === usage.inputAudioTokens;
    const before = same ? known.counted : NO_USAGE;
    const counted = combine(before, usage, Math.max);
    this.answer = { connection, generation, counted };
    const added = combine(counted, before, (now, then) => now - then);
    return TOKENS.some((kind) => added[kind] > 0) ? added : undefined;
  }
}

export const addUsage = (left: VoiceUsage, right: VoiceUsage): VoiceUsage =>
  combine(left, right, (one, other) => one + other);

/** Tokens of all kinds that the model has read, and those that it has answered with. */
export const tokensOf = (usage: VoiceUsage): { read: number; said: number } => ({
  read: usage.inputTextTokens + usage.inputAudioTokens,
  said: usage.outputTextTokens + usage.outputAudioTokens,
});

const combine = (
  left: VoiceUsage,
  right: VoiceUsage,
  how: (left: number, right: number) => number,
): VoiceUsage => ({
  inputTextTokens: how(left.inputTextTokens, right.inputTextTokens),
  inputAudioTokens: how(left.inputAudioTokens, right.inputAudioTokens),
  outputTextTokens: how(left.outputTextTokens, right.outputTextTokens),
  outputAudioTokens: how(left.outputAudioTokens, right.outputAudioTokens),
});
