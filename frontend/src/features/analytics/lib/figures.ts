import type { Analytics, AnalyticsFigures, FunnelStep } from '@orbisvoice/contracts';

const whole = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 3 });

export const NONE = '–';

export const formatCount = (count: number): string => whole.format(count);
export const formatShare = (share: number | null): string => (share === null ? NONE : percent.format(share));
export const formatMs = (ms: number | null | undefined): string =>
  ms == null ? NONE : `${whole.format(Math.round(ms))} ms`;
export const formatNanos = (nanos: number): string => dollars.format(nanos / 1e9);

/** "2 min 5 s"; averages are read in seconds. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return NONE;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${whole.format(minutes)} min ${seconds % 60} s` : `${seconds} s`;
}

/** How a number moved, as "+12 %" or "12 ×"; nothing where there was nothing before. */
export function changeOf(now: number | null, before: number | null): string | undefined {
  if (now === null || before === null || before === 0) return undefined;
  if (now / before >= 10) return `${whole.format(Math.round(now / before))} ×`;
  const change = Math.round((now / before - 1) * 100);
  return `${change > 0 ? '+' : ''}${change} %`;
}

/** How a point of the series is called on an axis, in the time zone that was asked about. */
export function pointName(
  from: string,
  { interval, timeZone }: Pick<Analytics, 'interval' | 'timeZone'>,
): string {
  const form: Intl.DateTimeFormatOptions =
    interval === 'hour'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en', { ...form, timeZone }).format(new Date(from));
}

export const STEPS: Record<FunnelStep, string> = {
  asked: 'Asked for',
  started: 'Started',
  spoke: 'Visitor spoke',
  completed: 'Completed',
  rated: 'Rated',
};

export const MODALITIES: readonly { key: keyof AnalyticsFigures['cost']['byModality']; text: string }[] = [
  { key: 'inputAudioNanos', text: 'Audio in' },
  { key: 'outputAudioNanos', text: 'Audio out' },
  { key: 'inputTextNanos', text: 'Text in' },
  { key: 'outputTextNanos', text: 'Text out' },
];
