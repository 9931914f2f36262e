import type { Call } from './state.js';

const TOOL = 'tool:';
const FILLER = 'filler:';

/** How long a tool may take, and how long it may take in silence; both by occasion. */
export const toolTimer = (occasion: string): string => `${TOOL}${occasion}`;
export const fillerTimer = (occasion: string): string => `${FILLER}${occasion}`;

export function toolTimerOf(timer: string): { kind: 'deadline' | 'filler'; occasion: string } | undefined {
  if (timer.startsWith(TOOL)) return { kind: 'deadline', occasion: timer.slice(TOOL.length) };
  if (timer.startsWith(FILLER)) return { kind: 'filler', occasion: timer.slice(FILLER.length) };
  return undefined;
}

/** The conversation waits for a tool. One in the background does not hold it up. */
export const isBlocked = ({ tools }: Call): boolean =>
  [...tools.values()].some(({ tool }) => !tool.background);
