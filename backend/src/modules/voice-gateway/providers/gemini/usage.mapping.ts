import { z } from 'zod';
import type { VoiceUsage } from '../voice-provider.port.js';

const Count = z.int().min(0).optional();
const Details = z.array(z.object({ modality: z.string().optional(), tokenCount: Count })).optional();

export const UsageMetadata = z.object({
  promptTokenCount: Count,
  responseTokenCount: Count,
  thoughtsTokenCount: Count,
  toolUsePromptTokenCount: Count,
  promptTokensDetails: Details,
  responseTokensDetails: Details,
});

/**
 * What is in no detail is text: instructions and tools are, and newer models count a few prompt tokens that they do not
 * explain. Only a reply without any detail is audio, the one thing that the model is asked for.
 */
export function usageOf(usage: z.infer<typeof UsageMetadata>): VoiceUsage {
  const prompt = split(usage.promptTokenCount, usage.promptTokensDetails);
  const response = usage.responseTokensDetails
    ? split(usage.responseTokenCount, usage.responseTokensDetails)
    : { audio: usage.responseTokenCount ?? 0, other: 0 };
  return {
    inputTextTokens: prompt.other + (usage.toolUsePromptTokenCount ?? 0),
    inputAudioTokens: prompt.audio,
    outputTextTokens: response.other + (usage.thoughtsTokenCount ?? 0),
    outputAudioTokens: response.audio,
  };
}

function split(total = 0, details: z.infer<typeof Details> = []): { audio: number; other: number } {
  let audio = 0;
  let listed = 0;
  for (const { modality, tokenCount = 0 } of details) {
    if (modality === 'AUDIO') audio += tokenCount;
    else listed += tokenCount;
  }
  return { audio, other: Math.max(listed, total - audio) };
}
