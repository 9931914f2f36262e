import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SlidingLog } from './sliding-log.js';

const gaps = fc.array(fc.nat(400), { minLength: 1, maxLength: 400 });

describe('sliding log', () => {
  it('lets no span of one window hold more than the limit, and refuses nobody while there is room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 1_000 }),
        gaps,
        (limit, windowMs, steps) => {
          const log = new SlidingLog();
          const passed: number[] = [];
          let now = 0;
          for (const step of steps) {
            now += step;
            const inWindow = passed.filter((time) => time > now - windowMs).length;
            const decision = log.consume(now, { limit, windowMs });
            expect(decision.allowed).toBe(inWindow < limit);
            if (decision.allowed) passed.push(now);
          }
          for (const start of passed)
            expect(
              passed.filter((time) => time >= start && time < start + windowMs).length,
            ).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it('tells the truth about what remains and when the next slot opens', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 500 }),
        gaps,
        (limit, windowMs, steps) => {
          const replay = (times: number[]) => {
            const log = new SlidingLog();
            return times.map((time) => log.consume(time, { limit, windowMs })).at(-1);
          };
          const times = steps
            .reduce<number[]>((all, step) => [...all, (all.at(-1) ?? 0) + step], [])
            .slice(0, 60);
          const last = times.at(-1) ?? 0;
          const decision = replay(times);
          if (!decision) throw new Error('no decision');
          const burst = (at: number, count: number) =>
            replay([...times, ...Array<number>(count).fill(at)])?.allowed;
          if (decision.remaining > 0) expect(burst(last, decision.remaining)).toBe(true);
          expect(burst(last, decision.remaining + 1)).toBe(false);
          expect(burst(last + decision.nextSlotMs, decision.remaining + 1)).toBe(true);
          if (decision.nextSlotMs >= 1)
            expect(burst(last + decision.nextSlotMs - 1, decision.remaining + 1)).toBe(false);
        },
      ),
    );
  });

  it('obeys a limit that was lowered in between', () => {
    const log = new SlidingLog();
    for (let at = 0; at < 10; at += 1) log.consume(at, { limit: 10, windowMs: 100 });
    expect(log.consume(10, { limit: 3, windowMs: 100 })).toEqual({
      allowed: false,
      limit: 3,
      remaining: 0,
      nextSlotMs: 97,
    });
    expect(log.consume(107, { limit: 3, windowMs: 100 }).allowed).toBe(true);
  });
});
