import fc from 'fast-check';
import { summaryOf, welch } from './welch.mjs';

describe('Welch’s test', () => {
  // Two of the worked examples of https://en.wikipedia.org/wiki/Welch%27s_t-test, with what is printed there.
  it.each([
    [
      [17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8],
      [
        21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5,
        23.5, 21.5, 21.8,
      ],
      { t: -1.57, degrees: 9.9, p: 0.149 },
    ],
    [
      [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0],
      [
        28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7, 23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3,
        20.4, 24.0, 13.2,
      ],
      { t: -2.22, degrees: 24.5, p: 0.036 },
    ],
  ])('finds what is known of an example', (first, second, known) => {
    const found = welch(first, second);
    expect(found.t).toBeCloseTo(known.t, 2);
    expect(found.degrees).toBeCloseTo(known.degrees, 1);
    expect(found.p).toBeCloseTo(known.p, 3);
  });

  /** Milliseconds to the microsecond, as what is compared has them. */
  const value = fc.integer({ min: -1e6, max: 1e6 }).map((micros) => micros / 1_000);
  const values = fc.array(value, { minLength: 3, maxLength: 40 });

  it('is a probability, the same from both sides, and 1 for a series beside itself', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const { p } = welch(first, second);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(welch(second, first).p).toBeCloseTo(p, 9);
        expect(welch(first, first).p).toBeCloseTo(1, 9);
      }),
    );
  });

  it('is rarely below 0.01 where there is no difference, and always where there is a large one', () => {
    let state = 1;
    const noise = () => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return state / 2 ** 32;
    };
    const series = (mean: number) => Array.from({ length: 100 }, () => mean + noise() + noise());
    const alarms = Array.from({ length: 1_000 }, () => welch(series(0), series(0)).p).filter((p) => p < 0.01);
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.length).toBeLessThan(30);
    expect(welch(series(0), series(1)).p).toBeLessThan(1e-6);
  });

  it('summarises', () => {
    expect(summaryOf([1, 2, 3, 4])).toEqual({ count: 4, mean: 2.5, variance: 5 / 3 });
  });
});
