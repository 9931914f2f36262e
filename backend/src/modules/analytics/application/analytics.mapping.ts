import {
  PERCENTILE_ERROR,
  type AnalyticsFigures,
  type Analytics,
  type AnalyticsPoint,
} from '@orbisvoice/contracts';
import type { Measures } from '../domain/call-count.js';
import { countOf, percentile, type Histogram } from '../domain/histogram.js';

/** Providers of models have dollar prices. */
const CURRENCY = 'USD';
const NANOS_PER_MINOR = 10_000_000;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Talking and reading afterwards. */
export const nanosOf = (sums: Measures): number =>
  sums.input_text_nanos +
  sums.input_audio_nanos +
  sums.output_text_nanos +
  sums.output_audio_nanos +
  sums.untold_nanos +
  sums.analysis_nanos;

export const toFigures = (sums: Measures, answers: Histogram, ears: Histogram): AnalyticsFigures => ({
  calls: sums.started,
  totalDurationMs: sums.duration_ms,
  averageDurationMs: share(sums.duration_ms, sums.started),
  errors: sums.errors,
  errorRate: share(sums.errors, sums.started),
  silentFailures: sums.silent_failures,
  silentFailureRate: share(sums.silent_failures, sums.started),
  ratings: sums.rated,
  averageRating: share(sums.rating_sum, sums.rated),
  latency: {
    answers: countOf(answers),
    voiceToVoice: percentilesOf(answers),
    voiceToEar: percentilesOf(ears),
    relativeError: PERCENTILE_ERROR,
  },
  cost: {
    amountNanos: nanosOf(sums),
    amountMinor: Math.round(nanosOf(sums) / NANOS_PER_MINOR),
    currency: CURRENCY,
    byModality: {
      inputTextNanos: sums.input_text_nanos,
      inputAudioNanos: sums.input_audio_nanos,
      outputTextNanos: sums.output_text_nanos,
      outputAudioNanos: sums.output_audio_nanos,
    },
    untoldNanos: sums.untold_nanos,
    analysisNanos: sums.analysis_nanos,
    unpricedCalls: sums.unpriced,
  },
});

export const toPoint = (from: number, to: number, sums: Measures, answers: Histogram): AnalyticsPoint => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  calls: sums.started,
  errors: sums.errors,
  silentFailures: sums.silent_failures,
  averageDurationMs: share(sums.duration_ms, sums.started),
  costNanos: nanosOf(sums),
  voiceToVoiceP50Ms: percentile(answers, 0.5),
  voiceToVoiceP95Ms: percentile(answers, 0.95),
});

export const toFunnel = ({ asked, started, spoke, completed, rated }: Measures): Analytics['funnel'] => [
  { step: 'asked', calls: asked },
  { step: 'started', calls: started },
  { step: 'spoke', calls: spoke },
  { step: 'completed', calls: completed },
  { step: 'rated', calls: rated },
];

function percentilesOf(histogram: Histogram) {
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((at) => percentile(histogram, at));
  if (p50Ms == null || p95Ms == null || p99Ms == null) return null;
  return { p50Ms, p95Ms, p99Ms };
}
