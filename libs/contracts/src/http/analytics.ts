import { z } from 'zod';
import { Money, Timestamp, Uuid } from './common.js';
import { UsageCost } from './call-figures.js';

/** Percentiles over calls are read from counts in classes, and may be off by this share of themselves, either way. */
export const PERCENTILE_ERROR = 0.02;

/** The longest stretch that one question may be about. */
export const ANALYTICS_MAX_DAYS = 731;

/** An IANA name, such as `Asia/Kolkata`. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((name) => {
    if (!/^[A-Za-z]/.test(name)) return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      return true;
    } catch {
      return false;
    }
  }, 'must be a time zone such as Europe/Berlin');

/**
 * A day of the time zone in question, or a moment. As the end of a stretch a day counts as a whole; a moment is widened
 * to the quarter of an hour, which is the grain that is counted in.
 */
const DayOrMoment = z
  .union([z.iso.date(), Timestamp], 'must be a day such as 2026-11-23 or a moment in UTC')
  .refine((text) => text.startsWith('20'), 'must be in this century');

/** Without `from` and `to`: the last 30 days, today included. */
export const AnalyticsQuery = z.object({
  from: DayOrMoment.optional(),
  to: DayOrMoment.optional(),
  agentId: Uuid.optional(),
  /** Whose days are meant. */
  timeZone: TimeZone.default('UTC'),
});
export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

const Percentiles = z.object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() });

/** `amountNanos` is the sum of what the parts below say, in billionths of a dollar: talking, and reading afterwards. */
export const AnalyticsCost = Money.extend({
  amountNanos: z.int(),
  byModality: UsageCost,
  /** The part of talking that nobody told apart. */
  untoldNanos: z.int(),
  /** What analyses of the calls cost, whenever they were made; those of a model without a known price are in no sum. */
  analysisNanos: z.int(),
  /** Calls whose model has no known price; they are in no sum. */
  unpricedCalls: z.int(),
}).meta({ id: 'AnalyticsCost' });
export type AnalyticsCost = z.infer<typeof AnalyticsCost>;

/** Calls count where they were asked for, once they are over. A share is null where there is nothing to share. */
export const AnalyticsFigures = z
  .object({
    /** Calls that began. */
    calls: z.int(),
    totalDurationMs: z.int(),
    averageDurationMs: z.number().nullable(),
    /** Calls that a fault ended. */
    errors: z.int(),
    errorRate: z.number().nullable(),
    /** Calls that went on over a failure of the model which nothing announced (`guard.*` in their timeline). */
    silentFailures: z.int(),
    silentFailureRate: z.number().nullable(),
    ratings: z.int(),
    averageRating: z.number().nullable(),
    latency: z.object({
      /** Answers that were measured, and how fast they were; null where none was. */
      answers: z.int(),
      voiceToVoice: Percentiles.nullable(),
      voiceToEar: Percentiles.nullable(),
      /** Percentiles are this exact, as a share of themselves. */
      relativeError: z.number(),
    }),
    cost: AnalyticsCost,
  })
  .meta({ id: 'AnalyticsFigures' });
export type AnalyticsFigures = z.infer<typeof AnalyticsFigures>;

export const AnalyticsPoint = z
  .object({
    from: Timestamp,
    to: Timestamp,
    calls: z.int(),
    errors: z.int(),
    silentFailures: z.int(),
    averageDurationMs: z.number().nullable(),
    costNanos: z.int(),
    voiceToVoiceP50Ms: z.number().nullable(),
    voiceToVoiceP95Ms: z.number().nullable(),
  })
  .meta({ id: 'AnalyticsPoint' });
export type AnalyticsPoint = z.infer<typeof AnalyticsPoint>;

export const FUNNEL_STEPS = ['asked', 'started', 'spoke', 'completed', 'rated'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

export const Analytics = z
  .object({
    from: Timestamp,
    to: Timestamp,
    timeZone: z.string(),
    /** How long the points of `series` are. */
    interval: z.enum(['hour', 'day', 'week']),
    /** Calls of the present day, week (from Monday) and month in the time zone, whatever was asked for. */
    volume: z.object({ today: z.int(), week: z.int(), month: z.int() }),
    totals: AnalyticsFigures,
    /** Just before: as many days where the period is whole days of its time zone, else as long a time. */
    previous: AnalyticsFigures,
    series: z.array(AnalyticsPoint),
    /** Those with most calls, at most ten. */
    topAgents: z.array(
      z.object({
        agentId: Uuid,
        agentName: z.string(),
        calls: z.int(),
        errors: z.int(),
        averageDurationMs: z.number().nullable(),
        costNanos: z.int(),
      }),
    ),
    /** Each step counts the calls that came so far; a call was `asked` for when its token was made. */
    funnel: z.array(z.object({ step: z.enum(FUNNEL_STEPS), calls: z.int() })),
  })
  .meta({ id: 'Analytics' });
export type Analytics = z.infer<typeof Analytics>;
