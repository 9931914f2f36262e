import type { Call } from './state.js';
import type { ToolTimerName } from './timer-name.js';

const TOOL = 'tool:';
const FILLER = 'filler:';

export const toolTimer = (occasion: string): ToolTimerName => `${TOOL}${occasion}`;
export const fillerTimer = (occasion: string): ToolTimerName => `${FILLER}${occasion}`;

export const toolTimerOf = (timer: ToolTimerName): { kind: 'deadline' | 'filler'; occasion: string } =>
  timer.startsWith(TOOL)
    ? { kind: 'deadline', occasion: timer.slice(TOOL.length) }
    : { kind: 'filler', occasion: timer.slice(FILLER.length) };

/**
 * The model has stopped for a tool and can neither speak nor listen. Where its confirmed call waits for words of the
 * visitor, those are on their way to it.
 */
export const modelWaits = ({ tools }: Call): boolean =>
  tools.size > 0 &&
  [...tools.values()].some(({ tool, waitsFor }) => !tool.modelTalks && waitsFor !== 'words');

/** The conversation waits for a tool. One in the background does not hold it up. */
export const isBlocked = ({ tools }: Call): boolean =>
  [...tools.values()].some(({ tool }) => !tool.background);
