import fc from 'fast-check';
import { emptiestWindow, fullestWindow } from './rate-windows.mjs';

const WINDOW = 1_000;
/** What an exact sliding window lets through of requests at these times, each counted the moment it comes. */
function exact(times: readonly number[], limit: number): [number, number][] {
  const passed: number[] = [];
  for (const at of [...times].sort((a, b) => a - b))
    if (passed.filter((earlier) => earlier > at - WINDOW).length < limit) passed.push(at);
  return passed.map((at) => [at, at]);
}
const times = fc.array(fc.nat({ max: 6_000 }), { maxLength: 200 });
const limit = fc.integer({ min: 1, max: 20 });

describe('windows of requests that passed', () => {
  it('never hold more than an exact limiter lets through', () => {
    fc.assert(
      fc.property(times, limit, (all, max) => {
        expect(fullestWindow(exact(all, max), WINDOW)).toBeLessThanOrEqual(max);
      }),
    );
  });

  it('show one request too many', () => {
    const passed = Array.from({ length: 11 }, (_, index) => [index * 50, index * 50 + 10] as const);
    expect(fullestWindow(passed, WINDOW)).toBe(11);
    expect(fullestWindow(passed, 500)).toBe(10);
  });

  it('count for a limiter what may have been counted in time', () => {
    expect(
      fullestWindow(
        [
          [0, 400],
          [100, 1_200],
        ],
        WINDOW,
      ),
    ).toBe(1);
    expect(
      emptiestWindow(
        [
          [0, 400],
          [100, 1_200],
        ],
        WINDOW,
        [0, 1_000],
      ),
    ).toBe(2);
  });

  it('hold the limit all the time where somebody asks all the time', () => {
    fc.assert(
      fc.property(limit, (max) => {
        const always = Array.from({ length: 6_000 }, (_, at) => at);
        expect(emptiestWindow(exact(always, max), WINDOW, [0, 5_999])).toBe(max);
      }),
      { numRuns: 5 },
    );
  });
});
