import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../../platform/clock/clock.js';
import { AGENT_STALE_MS, AgentCache } from './agent-cache.js';

describe('AgentCache', () => {
  const setup = () => {
    const clock = new FakeClock();
    let version = 0;
    const load = () => Promise.resolve(++version);
    return { clock, load, cache: new AgentCache<number>(clock) };
  };

  it('asks once within the time in which an agent may be stale, and again after it', async () => {
    const { cache, clock, load } = setup();
    expect(await cache.get('a', load)).toBe(1);
    clock.advance(AGENT_STALE_MS - 1);
    expect(await cache.get('a', load)).toBe(1);
    clock.advance(1);
    expect(await cache.get('a', load)).toBe(2);
  });

  it('shows an edit of this process at once', async () => {
    const { cache, load } = setup();
    await cache.get('a', load);
    cache.forget('a');
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
