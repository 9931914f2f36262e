import { figuresPage, reportIn, type Outcome } from '../../bench/figures/document.mjs';
import { figuresIn } from '../../bench/figures/measurement.mjs';
import { MEASUREMENTS } from '../../bench/figures/measurements.mjs';
import { leftBehind } from '../../bench/lib/left-behind.mjs';

const outcome = (figures: Outcome['figures'], failure?: string): Outcome => ({
  command: 'npm run load',
  at: '2026-11-29T18:00:00.000Z',
  machine: '2 × processor',
  form: 'short',
  figures,
  ...(failure && { failure }),
});

describe('the page of figures', () => {
  const page = figuresPage(['one', 'two', 'three'], {
    one: outcome([
      { what: 'errors | faults', goal: '0', measured: '0', met: true },
      { what: 'answers', goal: '≤ 500 ms', measured: '730 ms', met: false },
    ]),
    two: outcome([], 'the command gave no report'),
  });

  it('has goal beside measured, with command, date and machine', () => {
    expect(page).toContain('| errors \\| faults | 0 | 0 | ✓ | `npm run load` | 2026-11-29 |');
    expect(page).toContain('Machine: 2 × processor.');
  });

  it('names what is short of its goal, what failed and what was never measured', () => {
    expect(page.split('## Gaps')[1]?.trim().split('\n')).toEqual([
      '- answers: 730 ms, where ≤ 500 ms is the goal',
      '- two: not measured: the command gave no report',
      '- three: never measured',
    ]);
  });
});

describe('the report of a command', () => {
  it.each([
    ['{"ok":true}\n', { ok: true }],
    ['building …\n[{"calls":1}]\n', [{ calls: 1 }]],
    ['{\n  "calls": 1\n}\n', { calls: 1 }],
  ])('is found in %j', (output, report) => expect(reportIn(output)).toEqual(report));

  it('may be missing', () => expect(() => reportIn('no database\n')).toThrow('no report'));
});

describe('the figures of a report', () => {
  const measurement = MEASUREMENTS.find((one) => one.id === 'load');
  if (measurement?.id !== 'load') throw new Error('nothing measures the load');
  const step = (turnToVoiceMs: unknown) => ({
    steps: [{ calls: 50, talk: { turns: 9, errors: { late: 1, lost: 2 }, turnToVoiceMs } }],
  });

  it('are made from what it says', () => {
    const figures = figuresIn(measurement, step({ p50: 250, p95: 312.4 }));
    expect(figures.map(({ measured, met }) => [measured, met])).toEqual([
      ['3 errors in 9 answers', false],
      ['312 ms', true],
    ]);
  });

  it.each([
    [step(undefined), /the report has changed: steps\.0\.talk\.turnToVoiceMs: /],
    // JSON has no NaN: nothing was measured.
    [step({ p50: 250, p95: null }), /steps\.0\.talk\.turnToVoiceMs\.p95: .*received null/],
    [[], /report: .*expected object/],
  ])('are not made from one that has changed: %j', (report, message) => {
    expect(() => figuresIn(measurement, report)).toThrow(message);
  });
});

describe('the soak', () => {
  const measurement = MEASUREMENTS.find((one) => one.id === 'soak');
  if (measurement?.id !== 'soak') throw new Error('nothing measures what calls leave');
  const flat = { ok: true, minutes: 10, callsMade: 900, errors: {}, kbPer1000Calls: 300, handlesLeft: 1 };
  const rest = (calls: number, heapKb: number, handles = 20, liveCalls = 0) => ({
    ...{ minute: 0, codeKb: 0, calls, heapKb, handles, liveCalls },
  });

  it.each([
    [flat, '300 KB for 1,000 calls, handles 1, 0 errors', true],
    // The command's own verdict, whatever else the figures say.
    [
      { ...flat, ok: false, errors: { 'memory grows': 1 } },
      '300 KB for 1,000 calls, handles 1, 1 × memory grows',
      false,
    ],
    // JSON leaves out what is undefined.
    [{ ...flat, kbPer1000Calls: undefined }, 'too short for memory, handles 1, 0 errors', false],
  ])('is read as the command judges it: %j', (report, measured, met) => {
    expect(figuresIn(measurement, report)).toEqual([expect.objectContaining({ measured, met })]);
  });

  it.each([
    ['little', [rest(0, 50_000), rest(100, 90_000), rest(1_100, 91_024, 22)], []],
    ['memory', [rest(0, 50_000), rest(100, 90_000), rest(1_100, 91_025)], ['memory grows']],
    ['handles', [rest(0, 50_000), rest(100, 50_000, 23)], ['handles are left open']],
    [
      'a call',
      [rest(0, 50_000), rest(100, 50_000, 20, 1), rest(200, 50_000)],
      ['calls that are over are held'],
    ],
  ])('finds that %s is left', (_what, rests, tooMuch) => {
    expect(leftBehind(rests).tooMuch).toEqual(tooMuch);
  });

  it('says nothing of memory after one part', () => {
    expect(leftBehind([rest(0, 50_000), rest(100, 90_000)]).kbPer1000Calls).toBeUndefined();
  });
});

describe('secrets', () => {
  const measurement = MEASUREMENTS.find((one) => one.id === 'secrets');
  if (measurement?.id !== 'secrets') throw new Error('nothing looks for secrets');
  const clean = {
    ...{ words: 9, hits: 0, others: 0, left: [], restoredLeft: [], faults: [] },
    ...{ dump: { found: 0, tries: 40, accepted: 0 }, erasedMs: 3_000, replayedMs: 2_000 },
  };

  it.each([
    [clean, [true, true, true]],
    [{ ...clean, dump: { found: 0, tries: 0, accepted: 0 } }, [true, false, true]],
    [{ ...clean, erasedMs: 25 * 3_600_000 }, [true, true, false]],
    [{ ...clean, replayedMs: 25 * 3_600_000 }, [true, true, false]],
  ])('hold all of their goals: %j', (report, met) => {
    expect(figuresIn(measurement, report).map((figure) => figure.met)).toEqual(met);
  });
});

it('every measurement has a name of its own', () => {
  const ids = MEASUREMENTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
