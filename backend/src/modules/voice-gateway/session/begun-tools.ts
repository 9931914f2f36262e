import type { Call } from './state.js';
import type { PastTool } from './tool-state.js';

/** The newest, and so much of what each was called with and has brought. */
const LINES = 8;
const ARGS_CHARS = 300;
const ANSWER_CHARS = 500;

/**
 * What a connection is told of the tools that were called on the one before. A repetition in the same words is known by
 * them; one in other words only the model itself can leave out.
 */
export const begunTools = ({ toolMemory }: Call): readonly string[] =>
  toolMemory.past.flatMap(lineOf).slice(-LINES);

function lineOf({ name, args, state, lostAt }: PastTool): string[] {
  // The next session remembers it, or nothing was begun.
  if (lostAt === undefined || (typeof state === 'object' && state.kind === 'confirmation')) return [];
  const called = args ? `${name} with ${JSON.stringify(args).slice(0, ARGS_CHARS)}` : name;
  return [`${called}: ${outcomeOf(state)}`];
}

function outcomeOf(state: PastTool['state']): string {
  if (state === 'running') return 'still under way; to have its answer, call it with exactly these arguments';
  if (typeof state === 'string') return 'was begun; whether it was done is not known';
  return state.kind === 'error'
    ? `failed: ${state.error.slice(0, ANSWER_CHARS)}`
    : `done: ${(JSON.stringify(state.result) ?? 'nothing to tell').slice(0, ANSWER_CHARS)}`;
}
