import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../clock/clock.js';
import { MOMENT_MS, MomentCache } from './moment-cache.js';

describe('MomentCache', () => {
  const setup = () => {
    const clock = new FakeClock();
    let version = 0;
    const load = () => Promise.resolve(++version);
    return { clock, load, cache: new MomentCache<number>(clock) };
  };

  it('asks once within the time in which an agent may be stale, and again after it', async () => {
    const { cache, clock, load } = setup();
    expect(await cache.get('a', load)).toBe(1);
    clock.advance(MOMENT_MS - 1);
    expect(await cache.get('a', load)).toBe(1);
    clock.advance(1);
    expect(await cache.get('a', load)).toBe(2);
  });

  it('asks once for all who come while it is asking', async () => {
    const { cache, load } = setup();
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1]);
  });

  it('asks again after a failure, of which everybody who waited hears', async () => {
    const { cache, load } = setup();
    const fails = () => Promise.reject(new Error('away'));
    const tries = await Promise.allSettled([cache.get('a', fails), cache.get('a', load)]);
    expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.get('a', load)).toBe(1);
  });

  it('shows an edit of this process at once', async () => {
    const { cache, load } = setup();
    await cache.get('a', load);
    cache.forget('a');
    expect(await cache.get('a', load)).toBe(2);
  });

  it('forgets everything at once', async () => {
    const { cache, load } = setup();
    await cache.get('a', load);
    cache.clear();
    expect(await cache.get('a', load)).toBe(2);
  });

  it('does not keep what was loaded while an edit was made', async () => {
    const { cache, load } = setup();
    let finish = (_value: number): void => undefined;
    const slow = cache.get('a', () => new Promise<number>((resolve) => (finish = resolve)));
    cache.forget('a');
    finish(-1);
    expect(await slow).toBe(-1);
    expect(await cache.get('a', load)).toBe(1);
  });

  it('keeps a bounded number of agents, the newest', async () => {
    const { cache, load } = setup();
    for (let n = 0; n < 2_001; n++) await cache.get(`agent-${n}`, load);
    expect(await cache.get('agent-2000', load)).toBe(2_001);
    expect(await cache.get('agent-0', load)).toBe(2_002);
  });
});
