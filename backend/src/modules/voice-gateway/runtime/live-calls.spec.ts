import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../platform/http/index.js';
import { LiveCalls } from './live-calls.js';

const refused = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.code : 'something else';
  }
};

describe('LiveCalls', () => {
  it('bounds the calls of a tenant, and gives each place back once', () => {
    const calls = new LiveCalls();
    const releases = Array.from({ length: 100 }, () => calls.reserve('a'));
    expect(refused(() => calls.reserve('a'))).toBe('concurrency_limited');
    calls.reserve('b')();
    releases[0]?.();
    releases[0]?.();
    expect(calls.count).toBe(99);
    calls.reserve('a');
    expect(refused(() => calls.reserve('a'))).toBe('concurrency_limited');
  });

  it('bounds the calls of the process', () => {
    const calls = new LiveCalls();
    for (let call = 0; call < 500; call += 1) calls.reserve(`tenant ${call}`);
    expect(refused(() => calls.reserve('one more'))).toBe('concurrency_limited');
  });
});
