import { Modality, type LiveConnectConfig } from '@google/genai';
import type { VoiceSessionSpec } from '../voice-provider.port.js';
import type { GeminiModel } from './gemini-models.js';

const HISTORY_CHARS = 8_000;

/**
 * The setup of one connection. Always a new object: the SDK writes into it (trap 0.9). Fields that the model refuses
 * are never set: thinking, affective dialogue and proactivity keep the model's defaults, TEXT output does not exist.
 */
export function connectConfig(spec: VoiceSessionSpec, model: GeminiModel): LiveConnectConfig {
  return {
    responseModalities: [Modality.AUDIO],
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: spec.voiceId } } },
    systemInstruction: systemInstruction(spec),
    inputAudioTranscription: {},
    outputAudioTranscription: {},
    contextWindowCompression: {
      triggerTokens: model.compression.triggerTokens,
      slidingWindow: { targetTokens: model.compression.targetTokens },
    },
    // The handle is left out rather than sent empty: a null handle closes with 1008.
    ...(model.resumption && { sessionResumption: spec.handle ? { handle: spec.handle } : {} }),
    ...(spec.tools.length > 0 && { tools: [{ functionDeclarations: spec.tools.map(functionDeclaration) }] }),
  };
}

const functionDeclaration = (tool: VoiceSessionSpec['tools'][number]) => ({
  name: tool.name,
  description: tool.description,
  // Goes over the wire as it is; `parameters` would be rewritten to another dialect.
  parametersJsonSchema: structuredClone(tool.parameters),
});

/** Native-audio models choose the language themselves, so it is asked for in words. */
function systemInstruction(spec: VoiceSessionSpec): string {
  const language = `Speak ${languageName(spec.language)} unless the user asks for another language.`;
  const told = spec.history.filter((turn) => turn.text !== '');
  const parts = [spec.systemInstruction, language];
  if (told.length > 0) parts.push(soFar(told));
  return parts.join('\n\n');
}

function languageName(tag: string): string {
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(tag);
  return name && name !== tag ? `${name} (${tag})` : tag;
}

/** The newest words matter most; the beginning is cut where it grows long. */
function soFar(history: VoiceSessionSpec['history']): string {
  const lines = history.map((turn) => `${turn.role === 'user' ? 'User' : 'You'}: ${turn.text}`);
  const text = lines.join('\n').slice(-HISTORY_CHARS);
  return `This conversation is already under way. Do not greet again. Said so far:\n${text}`;
}
