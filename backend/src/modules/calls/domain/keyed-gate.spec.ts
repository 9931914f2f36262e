import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyedGate } from './keyed-gate.js';

const comers = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), {
  maxLength: 30,
});

describe('a keyed gate', () => {
  it('is never passed by more than its width for one key, keeps the order, and forgets keys', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), comers, fc.scheduler(), async (width, list, s) => {
        const gate = new KeyedGate(width);
        const inside: Record<string, number> = { a: 0, b: 0, c: 0 };
        const began: Record<string, number[]> = { a: [], b: [], c: [] };
        const passed = list.map(({ key, fails }, index) =>
          gate.pass(key, async () => {
            began[key]?.push(index);
            inside[key] = (inside[key] ?? 0) + 1;
            expect(inside[key]).toBeLessThanOrEqual(width);
            await s.schedule(Promise.resolve(), `${key}${index}`);
            inside[key] = (inside[key] ?? 0) - 1;
            if (fails) throw new Error(`fails ${index}`);
            return index;
          }),
        );
        const settled = Promise.allSettled(passed);
        await s.waitIdle();
        expect((await settled).map(({ status }) => status)).toEqual(
          list.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
        for (const [key, order] of Object.entries(began))
          expect(order).toEqual(list.flatMap((one, index) => (one.key === key ? [index] : [])));
        expect(gate.size).toBe(0);
      }),
    );
  });

  it('lets one key pass while another’s are waiting', async () => {
    const gate = new KeyedGate(1);
    let open: () => void = () => undefined;
    const slow = gate.pass('a', () => new Promise<void>((resolve) => (open = resolve)));
    const behind = gate.pass('a', () => Promise.resolve('behind'));
    expect(await gate.pass('b', () => Promise.resolve('other'))).toBe('other');
    open();
    await slow;
    expect(await behind).toBe('behind');
  });
});
