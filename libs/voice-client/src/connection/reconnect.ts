import { RESUMABLE_CLOSES, RESUME_WITHIN_MS } from '../protocol.js';

/** A place where nobody is left may be up again after some seconds; nobody should wait much longer than it. */
const MAX_PAUSE_MS = 4_000;
/** Before the first, second, … attempt; the last one repeats. Each but the first is spread, or all would come at once. */
export const PAUSES_MS = [0, 300, 900, 2_000, 3_000, MAX_PAUSE_MS] as const;
/** A line that fell again sooner was not really up: the pauses go on where they were. */
export const STABLE_MS = 5_000;

/** Attempts in this trouble, and since when (monotonic milliseconds) there is trouble. */
interface Trouble {
  readonly attempt: number;
  readonly since: number;
}

/**
 * One line to a call, over any number of sockets. The functions below say what becomes of it, pure; what its phases ask
 * for is done by `LastingConnection`. Times are monotonic milliseconds.
 */
export type Line =
  /** The first connection of a new call, which is not repeated: its ticket works once. */
  | { readonly phase: 'first' | 'over' }
  | ({ readonly phase: 'up'; readonly at: number } & Trouble)
  | ({ readonly phase: 'waiting'; readonly pauseMs: number } & Trouble)
  | ({ readonly phase: 'trying' } & Trouble);

export const OVER: Line = { phase: 'over' };
/** No socket of such a line is open, so nothing is heard of one. */
const isDeaf = ({ phase }: Line): boolean => phase === 'waiting' || phase === 'over';

export const onReady = (line: Line, at: number): Line =>
  isDeaf(line) ? line : { attempt: 0, since: at, ...line, phase: 'up', at };

/** The pause is over, or the browser is online again. */
export const onDue = (line: Line): Line =>
  line.phase === 'waiting' ? { ...line, phase: 'trying', attempt: line.attempt + 1 } : line;

/** @param luck a random number from 0 to 1 */
export function onClosed(line: Line, code: number, at: number, luck: number): Line {
  if (isDeaf(line)) return line;
  // A place that is full may have room in a moment, and the call is still there.
  const worthIt = RESUMABLE_CLOSES.includes(code) || (line.phase === 'trying' && code === 4001);
  if (!('attempt' in line) || !worthIt) return OVER;
  const wasWell = line.phase === 'up' && (line.attempt === 0 || at - line.at >= STABLE_MS);
  const { attempt, since } = wasWell ? { attempt: 0, since: at } : line;
  if (at - since >= RESUME_WITHIN_MS) return OVER;
  const pauseMs = (PAUSES_MS[attempt] ?? MAX_PAUSE_MS) * (0.75 + luck / 2);
  return { phase: 'waiting', pauseMs, attempt, since };
}
