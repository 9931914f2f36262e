import { afterAll } from '@jest/globals';

const begun: (() => Promise<unknown>)[] = [];

/**
 * Has something closed after the spec file that began it, newest first. Taken before it has begun, because a set-up
 * that fails half-way never learns what its other half started; what is left open keeps the whole run from ending.
 */
export function closing<T>(beginning: Promise<T>, close: (it: T) => unknown): Promise<T> {
  begun.push(() => beginning.then(close, () => undefined));
  return beginning;
}

afterAll(async () => {
  while (begun.length > 0) await begun.pop()?.();
}, 60_000);
