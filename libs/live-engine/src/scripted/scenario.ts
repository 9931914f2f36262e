import { z } from 'zod';
import { Fault } from './fault.js';

const call = z.strictObject({ name: z.string().min(1), args: z.record(z.string(), z.unknown()).default({}) });

export type ScenarioCall = z.infer<typeof call>;

/**
 * One step of a reply. After tools, `{response}` in `say` stands for the JSON of their answers. An argument that is
 * `{response.a.b}` is what stands there in the last answer of a function so far; one that is `{said}` are the words that
 * the reply answers.
 */
const part = z.union([
  z.strictObject({ say: z.string(), audioMs: z.number().positive() }),
  z.strictObject({ call: z.array(call).min(1) }),
  z.strictObject({ waitMs: z.number().nonnegative() }),
]);
export type ScenarioPart = z.infer<typeof part>;

const turn = z.strictObject({
  on: z
    .discriminatedUnion('type', [
      /** The next utterance that no text trigger takes. */
      z.strictObject({ type: z.literal('speech') }),
      /** Typed or inserted text that contains these words, in any case. */
      z.strictObject({ type: z.literal('text'), contains: z.string().min(1) }),
      /** Unasked, so long after setup, if nobody is speaking then. */
      z.strictObject({ type: z.literal('after'), ms: z.number().nonnegative() }),
    ])
    .default({ type: 'speech' }),
  /** What the engine reports that the user said. */
  heard: z.string().default(''),
  /** Time to first byte of this turn; the scenario's timing by default. */
  ttfbMs: z.number().nonnegative().optional(),
  reply: z.array(part).default([]),
  /** What follows the answers of the functions that `reply` calls. */
  afterTools: z.array(part).default([]),
  /** What follows the answers of functions that `afterTools` calls; by default the same again. */
  afterMoreTools: z.array(part).optional(),
  /** Said when a function tells that it is still at work; by default what it tells. */
  whileTools: z.array(part).optional(),
});
export type ScenarioTurn = z.infer<typeof turn>;

const timing = z.strictObject({
  /** Faster time: every wait is divided by this. Voice activity is audio time and needs no such thing. */
  speed: z.number().positive().default(1),
  setupMs: z.number().nonnegative().default(40),
  ttfbMs: z.number().nonnegative().default(350),
  /** Spread of a log-normal around `ttfbMs`, for load; 0 is exact. */
  ttfbSigma: z.number().nonnegative().default(0),
  chunkMs: z.number().positive().default(40),
  /** How many times faster than real time audio is sent. */
  pace: z.number().positive().default(3),
  /** Life of a connection; without it, as long as the client stays. */
  lifeMs: z.number().positive().optional(),
  /** How long before its end `goAway` is sent. */
  goAwayMs: z.number().nonnegative().default(50_000),
});
export type Timing = z.infer<typeof timing>;

const wire = z.strictObject({
  json: z.enum(['pretty', 'compact']).default('pretty'),
  /** In a message of its own ahead of its audio, or within the audio's message as newer models may. */
  outputTranscription: z.enum(['separate', 'with-audio']).default('separate'),
  badHandleCode: z.union([z.literal(1007), z.literal(1008)]).default(1008),
  strictToolIds: z.boolean().default(false),
  /** The setup's activity detection counts for nothing, as with some previews: turns end as if nothing was asked. */
  ignoresDetection: z.boolean().default(false),
});
export type Wire = z.infer<typeof wire>;

/** A whole scripted performance; JSON all through. */
export const Scenario = z.strictObject({
  name: z.string().min(1),
  turns: z.array(turn).default([]),
  /** After the last spoken turn: say it again for ever, or begin anew. */
  afterLast: z.enum(['repeat', 'cycle']).default('repeat'),
  /** Returns every microphone chunk at once as audio, bytes first, for there-and-back measurements (marker.ts). */
  echo: z.boolean().default(false),
  timing: timing.prefault({}),
  wire: wire.prefault({}),
  faults: z.array(Fault).default([]),
});
export type Scenario = z.output<typeof Scenario>;
export type ScenarioInput = z.input<typeof Scenario>;

/** Fills in the defaults of a scenario written by hand. Throws with the field's name where it is wrong. */
export function scenario(input: ScenarioInput): Scenario {
  return Scenario.parse(input);
}
