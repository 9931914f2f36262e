import type { CallEndReason } from '@orbisvoice/contracts';
import type { CallFact, UnclaimedCall } from '../../calls/index.js';
import { histogramOf, type Histogram } from './histogram.js';
import { QUARTER_MS } from './grains.js';

/** What is summed up, by the names of the columns. */
export const MEASURES = [
  'asked',
  'started',
  'spoke',
  'completed',
  'rated',
  'rating_sum',
  'errors',
  'silent_failures',
  'duration_ms',
  'unpriced',
  'input_text_nanos',
  'input_audio_nanos',
  'output_text_nanos',
  'output_audio_nanos',
  'untold_nanos',
  'analysis_nanos',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, number>;

/** One call as it is counted. */
export interface CallCount extends Measures {
  call_id: string;
  agent_id: string;
  quarter: string;
  answers: Histogram;
  ears: Histogram;
}

/** Ways to end that neither broke the call off nor left the visitor behind. */
const COMPLETED: readonly CallEndReason[] = ['client_ended', 'agent_ended', 'idle_timeout', 'max_duration'];

export const NOTHING: Measures = Object.fromEntries(MEASURES.map((name) => [name, 0])) as Measures;

export function countOfCall(fact: CallFact): CallCount {
  const { costs, priced, visitorSpoke, rating } = fact;
  const completed = visitorSpoke && COMPLETED.includes(fact.endReason);
  const told = costs.inputTextNanos + costs.inputAudioNanos + costs.outputTextNanos + costs.outputAudioNanos;
  const whole = priced && told === fact.costNanos;
  return {
    ...countOfUnclaimed(fact),
    started: 1,
    spoke: Number(visitorSpoke),
    completed: Number(completed),
    rated: Number(rating !== null),
    rating_sum: rating ?? 0,
    errors: Number(fact.failure === 'error'),
    silent_failures: Number(fact.failure === 'silent'),
    duration_ms: fact.durationMs,
    unpriced: Number(!priced),
    input_text_nanos: whole ? costs.inputTextNanos : 0,
    input_audio_nanos: whole ? costs.inputAudioNanos : 0,
    output_text_nanos: whole ? costs.outputTextNanos : 0,
    output_audio_nanos: whole ? costs.outputAudioNanos : 0,
    untold_nanos: priced && !whole ? fact.costNanos : 0,
    analysis_nanos: fact.analysisNanos,
    answers: histogramOf(fact.answersMs),
    ears: histogramOf(fact.earsMs),
  };
}

export const countOfUnclaimed = (call: UnclaimedCall): CallCount => ({
  ...NOTHING,
  call_id: call.callId,
  agent_id: call.agentId,
  quarter: new Date(Math.floor(call.askedAt.getTime() / QUARTER_MS) * QUARTER_MS).toISOString(),
  asked: 1,
  answers: {},
  ears: {},
});
