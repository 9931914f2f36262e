import type { Analytics, AnalyticsPoint } from '@orbisvoice/contracts';

const COLUMNS = {
  from: 'from',
  to: 'to',
  calls: 'calls',
  errors: 'errors',
  silentFailures: 'silent_failures',
  averageDurationMs: 'average_duration_ms',
  voiceToVoiceP50Ms: 'voice_to_voice_p50_ms',
  voiceToVoiceP95Ms: 'voice_to_voice_p95_ms',
  costNanos: 'cost_usd_billionths',
} as const satisfies Record<keyof AnalyticsPoint, string>;

/** The series, one line a point (RFC 4180). All fields are numbers or times, so none needs quotes. */
export function toCsv({ series }: Analytics): string {
  const fields = Object.keys(COLUMNS) as (keyof AnalyticsPoint)[];
  const lines = series.map((point) => fields.map((field) => point[field] ?? '').join(','));
  return [Object.values(COLUMNS).join(','), ...lines, ''].join('\r\n');
}
