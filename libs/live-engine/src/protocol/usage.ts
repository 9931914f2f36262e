/** Tokens that one second of audio costs, in both directions. */
export const AUDIO_TOKENS_PER_SECOND = 25;

export interface ModalityCount {
  modality: 'TEXT' | 'AUDIO';
  tokenCount: number;
}

export interface UsageMetadata {
  promptTokenCount?: number;
  responseTokenCount?: number;
  totalTokenCount?: number;
  promptTokensDetails?: ModalityCount[];
  responseTokensDetails?: ModalityCount[];
}

export interface Compression {
  triggerTokens: number;
  targetTokens: number;
}

/** What the model has to read again each turn. Audio of both sides stays audio. */
export interface Context {
  textTokens: number;
  audioTokens: number;
}

export const textTokens = (text: string): number => Math.ceil(text.length / 4);
export const audioTokens = (ms: number): number => Math.round((ms / 1000) * AUDIO_TOKENS_PER_SECOND);

/**
 * Usage of one turn: the prompt is the whole accumulated context, and the reply joins the context of the next turn.
 * Compression drops the oldest audio first and keeps the text, which holds the instructions.
 */
export function closeTurn(
  context: Context,
  responseAudioMs: number,
  compression?: Compression,
): { usage: UsageMetadata; next: Context } {
  const response = audioTokens(responseAudioMs);
  const prompt = context.textTokens + context.audioTokens;
  const usage: UsageMetadata = {
    ...count('promptTokenCount', prompt),
    ...count('responseTokenCount', response),
    ...count('totalTokenCount', prompt + response),
    ...details('promptTokensDetails', context.textTokens, context.audioTokens),
    ...details('responseTokensDetails', 0, response),
  };
  const grown = { textTokens: context.textTokens, audioTokens: context.audioTokens + response };
  return { usage, next: compression ? compress(grown, compression) : grown };
}

export function compress(context: Context, { triggerTokens, targetTokens }: Compression): Context {
  const total = context.textTokens + context.audioTokens;
  if (total <= triggerTokens) return context;
  return {
    ...context,
    audioTokens: Math.max(0, Math.min(context.audioTokens, targetTokens - context.textTokens)),
  };
}

function count<K extends string>(name: K, value: number): Partial<Record<K, number>> {
  return value > 0 ? ({ [name]: value } as Record<K, number>) : {};
}

function details<K extends string>(
  name: K,
  text: number,
  audio: number,
): Partial<Record<K, ModalityCount[]>> {
  const counts: ModalityCount[] = [];
  if (text > 0) counts.push({ modality: 'TEXT', tokenCount: text });
  if (audio > 0) counts.push({ modality: 'AUDIO', tokenCount: audio });
  return counts.length > 0 ? ({ [name]: counts } as Record<K, ModalityCount[]>) : {};
}
