import { z } from 'zod';
import {
  ANALYSIS_AGAIN_STATES,
  ANALYSIS_FIELD_KINDS,
  ANALYSIS_REASONS,
  ANALYSIS_STATES,
  CRITERION_VERDICTS,
  SHOWN_ANALYSIS_STATES,
} from './call-words.js';
import { Money, Timestamp, plainText } from './common.js';

const MAX_CRITERIA = 10;
const MAX_FIELDS = 20;

function refuseSameNames(items: readonly { name: string }[], ctx: z.RefinementCtx): void {
  const names = items.map(({ name }) => name.toLowerCase());
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      ctx.addIssue({ code: 'custom', path: [index, 'name'], message: 'is there twice' });
}

/** Something that a call should have reached, judged from what was said. */
export const AnalysisCriterion = z
  .object({ name: plainText(60), description: plainText(500) })
  .strict()
  .meta({ id: 'AnalysisCriterion' });
export type AnalysisCriterion = z.infer<typeof AnalysisCriterion>;

/** Something to take down from what was said; null in the answer where nobody said it. */
export const AnalysisField = z
  .object({
    name: plainText(60),
    description: plainText(500),
    kind: z.enum(ANALYSIS_FIELD_KINDS),
    /** What a `choice` may be; only there. */
    options: z.array(plainText(60)).max(20).optional(),
  })
  .strict()
  .superRefine(({ kind, options = [] }, ctx) => {
    if (kind === 'choice' && options.length < 2)
      ctx.addIssue({ code: 'custom', path: ['options'], message: 'must have two or more for a choice' });
    if (kind !== 'choice' && options.length > 0)
      ctx.addIssue({ code: 'custom', path: ['options'], message: 'belongs to a choice only' });
    if (new Set(options).size < options.length)
      ctx.addIssue({ code: 'custom', path: ['options'], message: 'names one twice' });
  })
  .meta({ id: 'AnalysisField' });
export type AnalysisField = z.infer<typeof AnalysisField>;

/** What is made of a call after its end. A model reads the transcript once more, which costs a little. */
export const AnalysisSettings = z
  .object({
    enabled: z.boolean(),
    criteria: z.array(AnalysisCriterion).max(MAX_CRITERIA).superRefine(refuseSameNames),
    fields: z.array(AnalysisField).max(MAX_FIELDS).superRefine(refuseSameNames),
  })
  .strict()
  .meta({ id: 'AnalysisSettings' });
export type AnalysisSettings = z.infer<typeof AnalysisSettings>;

export const AnalysisState = z.enum(ANALYSIS_STATES);
export type AnalysisState = z.infer<typeof AnalysisState>;
export const AnalysisReason = z.enum(ANALYSIS_REASONS);
export type AnalysisReason = z.infer<typeof AnalysisReason>;

export const CriterionResult = z
  .object({ name: z.string(), verdict: z.enum(CRITERION_VERDICTS), reason: z.string() })
  .meta({ id: 'CriterionResult' });
export type CriterionResult = z.infer<typeof CriterionResult>;

export const FieldResult = z
  .object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullable() })
  .meta({ id: 'FieldResult' });
export type FieldResult = z.infer<typeof FieldResult>;

/** What became of the wish for another analysis while this one still stands. */
export const AnalysisAgain = z
  .object({
    state: z.enum(ANALYSIS_AGAIN_STATES),
    /** Why it ended without a result; null while it waits, and where a fault of the service ended it. */
    reason: AnalysisReason.nullable(),
  })
  .meta({ id: 'AnalysisAgain' });
export type AnalysisAgain = z.infer<typeof AnalysisAgain>;

/** What a model made of a finished call by the settings of the agent's version that spoke; or why there is nothing. */
export const CallAnalysis = z
  .object({
    state: z.enum(SHOWN_ANALYSIS_STATES),
    /** Why there is no analysis; null where there is one, while it waits, and where a fault of the service ended it. */
    reason: AnalysisReason.nullable(),
    summary: z.string().nullable(),
    criteria: z.array(CriterionResult),
    fields: z.array(FieldResult),
    /** The model that read the transcript; null where none did. */
    model: z.string().nullable(),
    usage: z.object({ inputTokens: z.int(), outputTokens: z.int() }).nullable(),
    /** Apart from the call's own cost; null where no price of the model is known. */
    cost: Money.extend({ amountNanos: z.int(), pricesAsOf: z.iso.date() }).nullable(),
    /** Null while it waits, and where a fault of the service ended it. */
    analysedAt: Timestamp.nullable(),
    /** Null where nobody has asked for another one, or where this is what came of it. */
    again: AnalysisAgain.nullable(),
  })
  .meta({ id: 'CallAnalysis' });
export type CallAnalysis = z.infer<typeof CallAnalysis>;
