import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RateLimiter } from './rate-limiter.port.js';

export interface RateLimiterUnderTest {
  limiter: RateLimiter;
  /** Lets this much time pass for the limiter. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** What every RateLimiter must do; the time it takes in reality is up to its `pass`. */
export function rateLimiterContract(name: string, make: () => Promise<RateLimiterUnderTest>): void {
  describe(`${name} as a rate limiter`, () => {
    let test: RateLimiterUnderTest;
    let keys = 0;
    const newKey = () => `contract-${process.pid}-${(keys += 1)}`;
    const rule = { limit: 10, windowMs: 400 };
    beforeAll(async () => void (test = await make()));
    afterAll(() => test.close());

    it('counts down, refuses the one too many and says when to come back', async () => {
      const key = newKey();
      for (let left = rule.limit - 1; left >= 0; left -= 1)
        expect(await test.limiter.consume(key, rule)).toMatchObject({
          allowed: true,
          limit: rule.limit,
          remaining: left,
        });
      const refused = await test.limiter.consume(key, rule);
      expect(refused).toMatchObject({ allowed: false, remaining: 0 });
      expect(refused.nextSlotMs).toBeGreaterThan(0);
      expect(refused.nextSlotMs).toBeLessThanOrEqual(rule.windowMs);
      await test.pass(refused.nextSlotMs + 2);
      expect((await test.limiter.consume(key, rule)).allowed).toBe(true);
    });

    it('lets exactly the limit through, however many ask at once', async () => {
      const key = newKey();
      const generous = { limit: 100, windowMs: 5_000 };
      const all = await Promise.all(Array.from({ length: 300 }, () => test.limiter.consume(key, generous)));
      expect(all.filter(({ allowed }) => allowed)).toHaveLength(100);
    });

    it('knows no edge of a window where twice the limit could pass', async () => {
      const key = newKey();
      const ask = async (times: number) => {
        let passed = 0;
        for (let index = 0; index < times; index += 1)
          passed += (await test.limiter.consume(key, rule)).allowed ? 1 : 0;
        return passed;
      };
      expect(await ask(2)).toBe(2);
      await test.pass(rule.windowMs * 0.8);
      expect(await ask(20)).toBe(8);
      await test.pass(rule.windowMs * 0.35);
      // The first two have left, the eight have not.
      expect(await ask(20)).toBe(2);
    });

    it('does not charge for what it refused', async () => {
      const key = newKey();
      for (let index = 0; index < 50; index += 1) await test.limiter.consume(key, rule);
      await test.pass(rule.windowMs + 5);
      expect((await test.limiter.consume(key, rule)).remaining).toBe(rule.limit - 1);
    });

    it('counts each key for itself', async () => {
      const [one, two] = [newKey(), newKey()];
      for (let index = 0; index < rule.limit; index += 1) await test.limiter.consume(one, rule);
      expect((await test.limiter.consume(two, rule)).remaining).toBe(rule.limit - 1);
    });

    it('obeys a limit that was changed in between', async () => {
      const key = newKey();
      for (let index = 0; index < rule.limit; index += 1) await test.limiter.consume(key, rule);
      expect((await test.limiter.consume(key, { ...rule, limit: 4 })).allowed).toBe(false);
      expect((await test.limiter.consume(key, { ...rule, limit: 12 })).remaining).toBe(1);
    });
  });
}
