import { describe, expect, it } from '@jest/globals';
import { MAX_RESULT_BYTES, cappedResult } from './capped-result.js';
import { CircuitBreaker } from './circuit-breaker.js';

describe('cappedResult', () => {
  it.each([[undefined], [null], [0], ['text'], [{ a: ['x'] }]])('leaves %j as it is', (result) => {
    expect(cappedResult(result)).toEqual(result ?? null);
  });

  it.each(['x', '"', '\n', 'é', '😀', '\u0000'])('keeps a long run of %j within bounds', (unit) => {
    const capped = cappedResult({ text: unit.repeat(50_000) });
    expect(capped).toMatchObject({ truncated: true });
    expect(Buffer.byteLength(JSON.stringify(capped))).toBeLessThanOrEqual(MAX_RESULT_BYTES);
  });
});

describe('CircuitBreaker', () => {
  it('opens after five failures in a row, and lets one try after half a minute', () => {
    const breaker = new CircuitBreaker();
    for (let failure = 0; failure < 5; failure++) {
      expect(breaker.allows('a', 0)).toBe(true);
      breaker.failed('a', 0);
    }
    expect(breaker.allows('a', 29_999)).toBe(false);
    expect(breaker.allows('b', 0)).toBe(true);
    expect([breaker.allows('a', 30_000), breaker.allows('a', 30_000)]).toEqual([true, false]);
    breaker.failed('a', 30_000);
    expect(breaker.allows('a', 59_000)).toBe(false);
    expect(breaker.allows('a', 60_000)).toBe(true);
    breaker.succeeded('a');
    expect(breaker.allows('a', 60_001)).toBe(true);
  });

  it('counts failures in a row only, and remembers so many endpoints at most', () => {
    const breaker = new CircuitBreaker();
    for (let failure = 0; failure < 20; failure++) {
      breaker.failed('a', 0);
      if (failure % 4 === 3) breaker.succeeded('a');
    }
    expect(breaker.allows('a', 1)).toBe(true);
    for (let failure = 0; failure < 5; failure++) breaker.failed('old', 0);
    for (let endpoint = 0; endpoint < 1_000; endpoint++) breaker.failed(`e${endpoint}`, 0);
    expect(breaker.allows('old', 1)).toBe(true);
  });
});
