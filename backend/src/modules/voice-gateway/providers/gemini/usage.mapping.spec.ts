import { describe, expect, it } from '@jest/globals';
import { usageOf } from './usage.mapping.js';

const audio = (tokenCount: number) => [{ modality: 'AUDIO', tokenCount }];

describe('usage of a Gemini answer', () => {
  it('takes for text what no detail explains, and adds thoughts and tool results', () => {
    expect(
      usageOf({
        promptTokenCount: 700,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: 300 }, ...audio(365)],
        responseTokenCount: 120,
        responseTokensDetails: audio(120),
        thoughtsTokenCount: 40,
        toolUsePromptTokenCount: 15,
      }),
    ).toEqual({
      inputTextTokens: 350,
      inputAudioTokens: 365,
      outputTextTokens: 40,
      outputAudioTokens: 120,
    });
  });

  it('takes a reply without details for the audio that was asked for', () => {
    expect(usageOf({ responseTokenCount: 75 })).toMatchObject({ outputAudioTokens: 75, outputTextTokens: 0 });
  });

  it('counts details where the total is left out', () => {
    expect(usageOf({ promptTokensDetails: audio(50) })).toMatchObject({
      inputAudioTokens: 50,
      inputTextTokens: 0,
    });
  });
});
