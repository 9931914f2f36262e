import { outcomeOf } from './run-plan.mjs';

const seen = { tookMs: 1_000, answers: [700], workMs: 2_000 };
const manyQuick = Array.from({ length: 39 }, () => 400);

describe('the outcome of a harm', () => {
  it('is met where all calls went on in time', () => {
    const ms = [...manyQuick, 1_200];
    const outcome = outcomeOf('gateway-kill', { notice: 'elsewhere' }, { ...seen, ms, resumed: 40 });
    expect(outcome).toMatchObject({ interruptions: 40, resumed: 40, longestMs: 1_200, late: [] });
  });

  it.each([
    [
      'one call among many was kept waiting',
      { ms: [...manyQuick, 6_000], resumed: 40 },
      ['gateway-kill: 6000 ms at the longest, and 5000 were aimed at'],
    ],
    [
      'one call among many never went on',
      { ms: [...manyQuick, 900], resumed: 39 },
      ['gateway-kill: 39 of 40 calls went on'],
    ],
    [
      'most were kept waiting',
      { ms: [1_600, 1_700], resumed: 2 },
      ['gateway-kill: p95 1700 ms, and 1500 were aimed at'],
    ],
  ])('is late where %s', (_what, found, late) => {
    expect(outcomeOf('gateway-kill', { notice: 'elsewhere' }, { ...seen, ...found }).late).toEqual(late);
  });

  it('is late where nobody should have noticed anything', () => {
    const outcome = outcomeOf('api-kill', { notice: 'none' }, { ...seen, ms: [30], resumed: 1 });
    expect(outcome.late).toEqual(['api-kill: 1 calls were interrupted']);
  });
});
