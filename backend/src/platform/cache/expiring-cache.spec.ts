import { describe, expect, it } from '@jest/globals';
import { ExpiringCache } from './expiring-cache.js';

describe('ExpiringCache', () => {
  const setup = () => {
    const clock = { nowMs: 0 };
    return { clock, cache: new ExpiringCache<number>(100, 2, () => clock.nowMs) };
  };

  it('remembers for its time and not longer', () => {
    const { clock, cache } = setup();
    cache.set('a', 1);
    clock.nowMs = 99;
    expect(cache.get('a')).toBe(1);
    clock.nowMs = 100;
    expect(cache.get('a')).toBeUndefined();
  });

  it('keeps the newest where there are too many', () => {
    const { cache } = setup();
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    cache.set('c', 4);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([3, undefined, 4]);
  });

  it('forgets by what was remembered', () => {
    const { cache } = setup();
    cache.set('a', 1);
    cache.set('b', 2);
    cache.forgetWhere((value) => value === 1);
    expect(['a', 'b'].map((key) => cache.get(key))).toEqual([undefined, 2]);
  });
});
