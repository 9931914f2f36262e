import { wordsOf } from '../mind/words.js';

/** Errors (replaced, missing and added words) against the words that were said. */
export function wordErrors(said: string, heard: string): { errors: number; words: number } {
  const reference = wordsOf(said);
  const hypothesis = wordsOf(heard);
  let row = Array.from({ length: hypothesis.length + 1 }, (_, index) => index);
  for (const [at, word] of reference.entries()) {
    const next = [at + 1];
    for (const [other, guess] of hypothesis.entries()) {
      next.push(Math.min(row[other + 1]! + 1, next[other]! + 1, row[other]! + (word === guess ? 0 : 1)));
    }
    row = next;
  }
  return { errors: row.at(-1)!, words: reference.length };
}
