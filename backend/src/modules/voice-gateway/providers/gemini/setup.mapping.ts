import { Behavior, Modality, type LiveConnectConfig } from '@google/genai';
import type { ToolDeclaration, VoiceSessionSpec } from '../voice-provider.port.js';
import type { GeminiModel } from './gemini-models.js';
import { turnTakingConfig } from './turn-taking.mapping.js';

const HISTORY_CHARS = 8_000;
const CALLED_BEFORE =
  'You have called these tools already and may not remember it. For the same wish never call one again, in other words ' +
  'least of all, unless its line tells you to. Another wish of the user is another call:';

/**
 * The setup of one connection. Always a new object: the SDK writes into it (trap 0.9). Fields that the model refuses
 * are never set: thinking, affective dialogue and proactivity keep the model's defaults, TEXT output does not exist.
 */
export function connectConfig(spec: VoiceSessionSpec, model: GeminiModel): LiveConnectConfig {
  return {
    responseModalities: [Modality.AUDIO],
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: spec.voiceId } } },
    systemInstruction: systemInstruction(spec),
    realtimeInputConfig: turnTakingConfig(spec.patience, model.ownTurnDetection),
    inputAudioTranscription: {},
    outputAudioTranscription: {},
    contextWindowCompression: {
      triggerTokens: model.compression.triggerTokens,
      slidingWindow: { targetTokens: model.compression.targetTokens },
    },
    // The handle is left out rather than sent empty: a null handle closes with 1008.
    ...(model.resumption && { sessionResumption: spec.handle ? { handle: spec.handle } : {} }),
    ...(spec.tools.length > 0 && {
      tools: [{ functionDeclarations: spec.tools.map((tool) => functionDeclaration(tool, model)) }],
    }),
  };
}

/** Undefined for models that know no such choice; the field itself would be refused. */
export function behaviorOf(
  { background }: ToolDeclaration,
  { whileTools }: GeminiModel,
): Behavior | undefined {
  if (whileTools.background === 'silent') return undefined;
  const talks = whileTools[background ? 'background' : 'foreground'] === 'talks';
  return talks ? Behavior.NON_BLOCKING : Behavior.BLOCKING;
}

const functionDeclaration = (tool: ToolDeclaration, model: GeminiModel) => ({
  name: tool.name,
  description: tool.description,
  // Goes over the wire as it is; `parameters` would be rewritten to another dialect.
  parametersJsonSchema: structuredClone(tool.parameters),
  ...withBehavior(behaviorOf(tool, model)),
});

const withBehavior = (behavior: Behavior | undefined) => (behavior === undefined ? {} : { behavior });

/** Native-audio models choose the language themselves, so it is asked for in words. */
function systemInstruction(spec: VoiceSessionSpec): string {
  const language = `Speak ${languageName(spec.language)} unless the user asks for another language.`;
  const told = spec.history.filter((turn) => turn.text !== '');
  const parts = [spec.systemInstruction, language];
  if (told.length > 0) parts.push(soFar(told, spec.handle !== undefined));
  if (spec.begun?.length) parts.push(`${CALLED_BEFORE}\n${spec.begun.join('\n')}`);
  return parts.join('\n\n');
}

function languageName(tag: string): string {
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(tag);
  return name && name !== tag ? `${name} (${tag})` : tag;
}

/** The newest words matter most; the beginning is cut where it grows long. */
function soFar(history: VoiceSessionSpec['history'], resumed: boolean): string {
  const lines = history.map((turn) => `${turn.role === 'user' ? 'User' : 'You'}: ${turn.text}`);
  const text = lines.join('\n').slice(-HISTORY_CHARS);
  const what = resumed ? 'Said last, some of which you may not remember' : 'Said so far';
  return `This conversation is already under way. Do not greet again. ${what}:\n${text}`;
}
