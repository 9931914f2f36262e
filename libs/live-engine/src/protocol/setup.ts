import type { EarSettings, FunctionDeclaration } from '../ports.js';
import type { ContextUpdate } from './client-fields.js';
import { checkFields } from './field-check.js';
import { modelRules, type ModelRules, type ToolBehavior } from './models.js';
import { INVALID_ARGUMENT, type Checked, type Refusal } from './refusal.js';
import { SetupFields } from './setup-fields.js';
import type { Compression } from './usage.js';

export interface SessionSetup {
  model: string;
  rules: ModelRules;
  systemInstruction: string;
  voiceName: string;
  languageCode: string | undefined;
  tools: (FunctionDeclaration & { behavior: ToolBehavior })[];
  ear: EarSettings;
  /** False where the client marks activity itself. */
  automaticDetection: boolean;
  interruptible: boolean;
  /** All audio counts as the user's turn, not only speech. */
  coversAllInput: boolean;
  transcribesInput: boolean;
  transcribesOutput: boolean;
  resumption: { handle: string | undefined } | undefined;
  compression: Compression | undefined;
  labels: Record<string, string>;
  /** A field that the model refuses only when the first message reaches it. */
  failsAtFirstMessage: Refusal | undefined;
}

/** Google publishes no numbers; these lie within what is known of its voice activity detection. */
const DEFAULT_PREFIX_PADDING_MS = 160;
const DEFAULT_SILENCE_DURATION_MS = 500;
const CONTEXT_TOKENS = 131_072;

export function readSetup(raw: unknown, version: string): Checked<SessionSetup> {
  const checked = checkFields(SetupFields, 'setup', raw);
  if (!checked.ok) return checked;
  const fields = checked.value;
  const rules = modelRules(fields.model);
  if (!rules) {
    const reason = `${fields.model} is not found for API version ${version}, or is not supported for bidiGenerateContent.`;
    return { ok: false, refusal: { code: 1008, reason } };
  }
  if (isIllegal(fields, rules)) return { ok: false, refusal: INVALID_ARGUMENT };
  return { ok: true, value: describe(fields, rules) };
}

function isIllegal(fields: SetupFields, rules: ModelRules): boolean {
  const config = fields.generationConfig ?? {};
  if (config.responseModalities?.some((modality) => modality !== 'AUDIO')) return true;
  if (rules.family !== '3.8') return false;
  return (
    config.thinkingConfig !== undefined ||
    config.enableAffectiveDialog !== undefined ||
    fields.proactivity?.proactiveAudio === false
  );
}

function describe(fields: SetupFields, rules: ModelRules): SessionSetup {
  const speech = fields.generationConfig?.speechConfig;
  const input = fields.realtimeInputConfig ?? {};
  const compression = fields.contextWindowCompression;
  const trigger = compression?.triggerTokens ?? Math.round(CONTEXT_TOKENS * 0.8);
  const unsupported = fields.generationConfig?.enableAffectiveDialog ?? fields.proactivity?.proactiveAudio;
  return {
    model: fields.model,
    rules,
    systemInstruction: instructionText(fields.systemInstruction),
    voiceName: speech?.voiceConfig?.prebuiltVoiceConfig?.voiceName ?? 'Puck',
    languageCode: speech?.languageCode,
    tools: declarations(fields.tools, rules),
    ear: earSettings(input.automaticActivityDetection ?? {}),
    automaticDetection: input.automaticActivityDetection?.disabled !== true,
    interruptible: input.activityHandling !== 'NO_INTERRUPTION',
    coversAllInput: input.turnCoverage === 'TURN_INCLUDES_ALL_INPUT',
    transcribesInput: rules.alwaysTranscribesInput || fields.inputAudioTranscription !== undefined,
    transcribesOutput: rules.alwaysTranscribesOutput || fields.outputAudioTranscription !== undefined,
    resumption: fields.sessionResumption && { handle: fields.sessionResumption.handle },
    compression: compression && {
      triggerTokens: trigger,
      targetTokens: compression.slidingWindow?.targetTokens ?? Math.round(trigger / 2),
    },
    labels: fields.labels ?? {},
    failsAtFirstMessage:
      rules.family === '3.1' && unsupported !== undefined
        ? { code: 1011, reason: INVALID_ARGUMENT.reason }
        : undefined,
  };
}

/** Replaces the instruction or the whole tool list of a running session. */
export function applyContextUpdate(setup: SessionSetup, update: ContextUpdate): SessionSetup {
  return {
    ...setup,
    ...(update.systemInstruction && { systemInstruction: instructionText(update.systemInstruction) }),
    ...(update.tools && { tools: declarations(update.tools.tools, setup.rules) }),
  };
}

function instructionText(content: SetupFields['systemInstruction']): string {
  return (content?.parts ?? []).map((part) => part.text ?? '').join('\n');
}

function declarations(tools: SetupFields['tools'], rules: ModelRules): SessionSetup['tools'] {
  const declared = (tools ?? []).flatMap((tool) => tool.functionDeclarations ?? []);
  return declared.map(({ name, description, parameters, parametersJsonSchema, behavior }) => ({
    name,
    description,
    parameters: parametersJsonSchema ?? parameters ?? {},
    behavior: rules.blockingOnly ? 'BLOCKING' : (behavior ?? rules.defaultBehavior),
  }));
}

type Detection = NonNullable<NonNullable<SetupFields['realtimeInputConfig']>['automaticActivityDetection']>;

/** What a model that does not obey the setup's detection hears with. */
export const STUBBORN_EAR = earSettings({});

function earSettings(detection: Partial<Detection>): EarSettings {
  return {
    prefixPaddingMs: detection.prefixPaddingMs ?? DEFAULT_PREFIX_PADDING_MS,
    silenceDurationMs: detection.silenceDurationMs ?? DEFAULT_SILENCE_DURATION_MS,
    startSensitivity: detection.startOfSpeechSensitivity === 'START_SENSITIVITY_LOW' ? 'low' : 'high',
    endSensitivity: detection.endOfSpeechSensitivity === 'END_SENSITIVITY_LOW' ? 'low' : 'high',
  };
}
