import type { GivenUp } from '../../platform/outbox/index.js';

/** @param what became of it, as a beginning of a sentence */
export function describeGivenUp(what: string, given: readonly GivenUp[]): string {
  if (given.length === 0) return 'Nothing was given up.\n';
  const lines = given.map(({ consumer, reason, facts }) => `  ${consumer}  ${facts} (${reason})`);
  return [`${what}, by the error of their last try:`, ...lines, ''].join('\n');
}
