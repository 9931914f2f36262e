/**
 * Dollars for a million tokens, as the gateway's own price table has them (backend, metering/prices.ts; a test holds the
 * two together).
 */
export const GEMINI_PRICES = {
  model: 'gemini-3.8-live',
  asOf: '2026-09-30',
  textIn: 0.75,
  audioIn: 3,
  audioOut: 12,
} as const;

/** Gemini counts 25 tokens for a second of sound, in either direction. */
const TOKENS_PER_SECOND = 25;
/** Where the gateway lets the model drop the oldest part of the conversation, and down to what. */
const COMPRESS_AT = 25_600;
const COMPRESS_TO = 12_800;

export interface CallShape {
  readonly minutes: number;
  /** Question and answer together are one turn. */
  readonly turnsPerMinute: number;
  /** Of the talking, the part that the agent does. */
  readonly agentShare: number;
  /** Prompt and tools. */
  readonly instructionTokens: number;
}

export const USUAL_CALL: CallShape = {
  minutes: 3,
  turnsPerMinute: 4,
  agentShare: 0.6,
  instructionTokens: 600,
};

/**
 * What one call costs at Google, in dollars. Each answer is billed with the whole conversation before it as input, so a
 * call costs more a minute the longer it is, until compression holds it.
 */
export function callCost({ minutes, turnsPerMinute, agentShare, instructionTokens }: CallShape): number {
  const turns = Math.max(1, Math.round(minutes * turnsPerMinute));
  const spoken = (minutes * 60 * TOKENS_PER_SECOND) / turns;
  let history = 0;
  let dollars = 0;
  for (let turn = 0; turn < turns; turn++) {
    history += spoken * (1 - agentShare);
    if (history + instructionTokens > COMPRESS_AT) history = COMPRESS_TO - instructionTokens;
    dollars += history * GEMINI_PRICES.audioIn + instructionTokens * GEMINI_PRICES.textIn;
    dollars += spoken * agentShare * GEMINI_PRICES.audioOut;
    history += spoken * agentShare;
  }
  return dollars / 1_000_000;
}

export const dollars = (amount: number): string =>
  amount.toLocaleString('en-US', {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: amount < 1 ? 3 : amount < 100 ? 2 : 0,
  });
