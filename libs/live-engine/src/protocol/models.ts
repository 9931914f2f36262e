export type ModelFamily = '3.8' | '3.1' | '2.5';
export type ToolBehavior = 'BLOCKING' | 'NON_BLOCKING';

export interface ModelRules {
  family: ModelFamily;
  /** What a function without `behavior` does. */
  defaultBehavior: ToolBehavior;
  blockingOnly: boolean;
  /** Sends transcriptions although the setup did not ask. */
  alwaysTranscribesInput: boolean;
  alwaysTranscribesOutput: boolean;
  /** The user's words arrive in one message instead of deltas. */
  wholeInputTranscript: boolean;
  /** `clientContent` may only seed the history, before the first turn. */
  contentSeedsOnly: boolean;
  /** `clientContent` that completes a turn stops what is being said. */
  contentInterrupts: boolean;
  /** A tool answer marked INTERRUPT waits while the user speaks. */
  interruptWaitsForUser: boolean;
}

const FAMILIES: Record<ModelFamily, ModelRules> = {
  '3.8': {
    family: '3.8',
    defaultBehavior: 'NON_BLOCKING',
    blockingOnly: false,
    alwaysTranscribesInput: false,
    alwaysTranscribesOutput: true,
    wholeInputTranscript: false,
    contentSeedsOnly: false,
    contentInterrupts: true,
    interruptWaitsForUser: true,
  },
  '3.1': {
    family: '3.1',
    defaultBehavior: 'BLOCKING',
    blockingOnly: true,
    alwaysTranscribesInput: true,
    alwaysTranscribesOutput: false,
    wholeInputTranscript: true,
    contentSeedsOnly: true,
    contentInterrupts: false,
    interruptWaitsForUser: true,
  },
  '2.5': {
    family: '2.5',
    defaultBehavior: 'BLOCKING',
    blockingOnly: false,
    alwaysTranscribesInput: false,
    alwaysTranscribesOutput: false,
    wholeInputTranscript: false,
    contentSeedsOnly: false,
    contentInterrupts: true,
    interruptWaitsForUser: false,
  },
};

const MODELS: [pattern: RegExp, family: ModelFamily][] = [
  [/^gemini-3\.8-live(-extended-thinking)?$/, '3.8'],
  [/^gemini-3\.1-flash-live-preview$/, '3.1'],
  [/^gemini-2\.5-flash-native-audio-(latest|preview-\d\d-\d{4})$/, '2.5'],
];

/** Rules of a model by its wire name (`models/…`), or nothing where Google would not find it. */
export function modelRules(wireName: string): ModelRules | undefined {
  const name = wireName.replace(/^models\//, '');
  const family = MODELS.find(([pattern]) => pattern.test(name))?.[1];
  return family && FAMILIES[family];
}
