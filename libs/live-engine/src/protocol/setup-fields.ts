import { z } from 'zod';

// The setup message field by field. Every object is strict, as Google refuses a name it does not know. int64 fields
// travel as strings.

const count = z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]).transform(Number);
const opaque = z.unknown();

const content = z.strictObject({
  role: z.string().optional(),
  parts: z.array(z.strictObject({ text: z.string().optional(), inlineData: opaque.optional() })).default([]),
});

const transcription = z.strictObject({
  languageCodes: z.array(z.string()).optional(),
  customVocabulary: z.array(z.string()).optional(),
  mode: z.enum(['VERBATIM', 'SMART']).optional(),
  wordTimestamp: z.boolean().optional(),
  diarization: z.boolean().optional(),
});

const speechConfig = z.strictObject({
  languageCode: z.string().optional(),
  voiceConfig: z
    .strictObject({
      prebuiltVoiceConfig: z.strictObject({ voiceName: z.string().min(1).optional() }).optional(),
    })
    .optional(),
});

const generationConfig = z.strictObject({
  responseModalities: z.array(z.string()).optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().optional(),
  topK: z.number().optional(),
  maxOutputTokens: z.number().int().optional(),
  candidateCount: z.number().int().optional(),
  stopSequences: z.array(z.string()).optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  seed: z.number().int().optional(),
  mediaResolution: z.string().optional(),
  speechConfig: speechConfig.optional(),
  thinkingConfig: z
    .strictObject({
      thinkingLevel: z.string().optional(),
      thinkingBudget: z.number().int().optional(),
      includeThoughts: z.boolean().optional(),
    })
    .optional(),
  enableAffectiveDialog: z.boolean().optional(),
  translationConfig: opaque.optional(),
});

const functionDeclaration = z.strictObject({
  name: z.string().regex(/^[A-Za-z_][\w.:-]{0,63}$/),
  description: z.string().default(''),
  parameters: opaque.optional(),
  parametersJsonSchema: opaque.optional(),
  response: opaque.optional(),
  responseJsonSchema: opaque.optional(),
  behavior: z.enum(['BLOCKING', 'NON_BLOCKING']).optional(),
});

const tool = z.strictObject({
  functionDeclarations: z.array(functionDeclaration).optional(),
  googleSearch: opaque.optional(),
  urlContext: opaque.optional(),
  codeExecution: opaque.optional(),
});

const realtimeInputConfig = z.strictObject({
  automaticActivityDetection: z
    .strictObject({
      disabled: z.boolean().default(false),
      startOfSpeechSensitivity: z.enum(['START_SENSITIVITY_HIGH', 'START_SENSITIVITY_LOW']).optional(),
      endOfSpeechSensitivity: z.enum(['END_SENSITIVITY_HIGH', 'END_SENSITIVITY_LOW']).optional(),
      prefixPaddingMs: z.number().int().nonnegative().optional(),
      silenceDurationMs: z.number().int().nonnegative().optional(),
    })
    .optional(),
  activityHandling: z.enum(['START_OF_ACTIVITY_INTERRUPTS', 'NO_INTERRUPTION']).optional(),
  turnCoverage: z
    .enum([
      'TURN_INCLUDES_ONLY_ACTIVITY',
      'TURN_INCLUDES_ALL_INPUT',
      'TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO',
    ])
    .optional(),
});

export const SetupFields = z.strictObject({
  model: z.string().min(1),
  generationConfig: generationConfig.optional(),
  systemInstruction: content.optional(),
  tools: z.array(tool).optional(),
  realtimeInputConfig: realtimeInputConfig.optional(),
  sessionResumption: z.strictObject({ handle: z.string().min(1).optional() }).optional(),
  contextWindowCompression: z
    .strictObject({
      triggerTokens: count.optional(),
      slidingWindow: z.strictObject({ targetTokens: count.optional() }).optional(),
    })
    .optional(),
  inputAudioTranscription: transcription.optional(),
  outputAudioTranscription: transcription.optional(),
  proactivity: z.strictObject({ proactiveAudio: z.boolean().optional() }).optional(),
  historyConfig: z.strictObject({ initialHistoryInClientContent: z.boolean().optional() }).optional(),
  safetySettings: z.array(opaque).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  avatarConfig: opaque.optional(),
});
export type SetupFields = z.infer<typeof SetupFields>;
