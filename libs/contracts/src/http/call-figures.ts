import { z } from 'zod';
import { Money } from './common.js';

/**
 * Tokens as the model reported them, summed over the replies of the call. Each reply counts the whole conversation so
 * far as its input once more, because that is what is billed. Output text includes what the model thought to itself.
 */
export const CallUsage = z
  .object({
    inputTextTokens: z.int(),
    inputAudioTokens: z.int(),
    outputTextTokens: z.int(),
    outputAudioTokens: z.int(),
  })
  .meta({ id: 'CallUsage' });
export type CallUsage = z.infer<typeof CallUsage>;

/** Costs in billionths of the currency unit, by what went in and came out. */
export const UsageCost = z
  .object({
    inputTextNanos: z.int(),
    inputAudioNanos: z.int(),
    outputTextNanos: z.int(),
    outputAudioNanos: z.int(),
  })
  .meta({ id: 'UsageCost' });
export type UsageCost = z.infer<typeof UsageCost>;

/** What the model's provider charges for a call, by its price list of `pricesAsOf`. */
export const CallCost = Money.extend({
  /** The exact cost in billionths of the currency unit; `amountMinor` is it, rounded half up. */
  amountNanos: z.int(),
  pricesAsOf: z.iso.date(),
  /** Sums up to `amountNanos`; null for calls from before it was told apart. */
  byModality: UsageCost.nullable(),
}).meta({ id: 'CallCost' });
export type CallCost = z.infer<typeof CallCost>;

const Percentiles = z.object({ p50Ms: z.number(), p95Ms: z.number() });

/** How fast the agent answered speech, over the turns of a call, and where the time went. */
export const CallLatency = z
  .object({
    /** Answers that were measured. */
    turns: z.int(),
    /** End of the visitor's speech to the first agent audio leaving the gateway. */
    voiceToVoice: Percentiles,
    /** The same to the first sound at the visitor; null where their client never told of playback. */
    voiceToEar: Percentiles.nullable(),
    parts: z.object({
      /** Held in the gateway on the way to the model. */
      uplink: Percentiles,
      /** Network to the model, its end-of-turn silence and its thinking, network back. */
      model: Percentiles,
      /** Held in the gateway on the way to the visitor. */
      downlink: Percentiles,
      /** Network to the visitor and their playback buffer; null as above. */
      playback: Percentiles.nullable(),
    }),
  })
  .meta({ id: 'CallLatency' });
export type CallLatency = z.infer<typeof CallLatency>;
