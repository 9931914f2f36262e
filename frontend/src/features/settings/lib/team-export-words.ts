import type { TeamExport } from '@orbisvoice/contracts';
import type { BadgeTone } from '../../../components/ui/badge.js';

const whole = new Intl.NumberFormat('en');
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

const STATES: Record<TeamExport['state'], readonly [BadgeTone, string]> = {
  waiting: ['neutral', 'Ready'],
  running: ['live', 'Downloading'],
  done: ['good', 'Downloaded'],
  broken: ['bad', 'Broke off'],
  expired: ['neutral', 'Not downloaded'],
};

export const stateWords = ({ state }: Pick<TeamExport, 'state'>) => STATES[state];

/** Something may change about it without anybody here doing anything. */
export const isOpen = ({ state }: Pick<TeamExport, 'state'>): boolean =>
  state === 'waiting' || state === 'running';

/** "3.4 MB", counted in thousands as browsers do. */
export function sizeWords(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1_000 ** unit;
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)}\u00a0${UNITS[unit]}`;
}

type Amounts = Pick<TeamExport, 'state' | 'records' | 'expected' | 'bytes'>;

/** How much was given out, where anything was. */
export function amountWords({ state, records, expected, bytes }: Amounts): string | undefined {
  if (state === 'waiting' || state === 'expired') return undefined;
  const of = state === 'done' || expected === null ? '' : ` of ${whole.format(Math.max(expected, records))}`;
  return `${whole.format(records)}${of} records, ${sizeWords(bytes)}`;
}

/** From 0 to 1. More may have come than was there when it was counted. */
export const doneShare = ({ records, expected }: Pick<TeamExport, 'records' | 'expected'>): number =>
  expected === null ? 0 : Math.min(1, records / Math.max(1, expected));
