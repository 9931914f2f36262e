import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figuresPage, reportIn, type Outcome } from '../../bench/figures/document.mjs';
import { figuresIn } from '../../bench/figures/measurement.mjs';
import { MEASUREMENTS } from '../../bench/figures/measurements.mjs';
import { leftBehind } from '../../bench/lib/left-behind.mjs';

const outcome = (figures: Outcome['figures'], command: string, failure?: string): Outcome => ({
  command,
  at: '2026-11-29T18:00:00.000Z',
  machine: '2 × processor',
  figures,
  ...(failure && { failure }),
});

describe('the page of figures', () => {
  const [known] = MEASUREMENTS as [(typeof MEASUREMENTS)[number]];
  const measurements = ['one', 'two', 'three', 'four'].map((id) => ({
    ...known,
    ...{ id: id as typeof known.id, command: 'load', short: ['--calls', '5'], long: [] },
  })) as typeof MEASUREMENTS;
  const page = figuresPage(measurements, {
    one: outcome(
      [
        { what: 'errors | faults', goal: '0', measured: '0', met: true },
        { what: 'answers', goal: '≤ 500 ms', measured: '730 ms', met: false },
      ],
      'npm run load',
    ),
    two: outcome([], 'npm run load -- --calls 5', 'the command gave no report'),
    four: outcome([{ what: 'calls', goal: '3', measured: '3', met: true }], 'npm run load -- --calls 3'),
  });

  it('has goal beside measured, with form, command, date and machine', () => {
    expect(page).toContain('| errors \\| faults | 0 | 0 | ✓ | long | `npm run load` | 2026-11-29 |');
    expect(page).toContain(
      '| two |  | not measured: the command gave no report | ✗ | short | `npm run load -- --calls 5` | 2026-11-29 |',
    );
    expect(page).toContain('| calls | 3 | 3 | ✓ | former | `npm run load -- --calls 3` | 2026-11-29 |');
    expect(page).toContain('Machine: 2 × processor.');
  });

  const [gaps, unmeasured] = page.split('## Gaps')[1]?.split('### Goals without a measurement') ?? [];

  it('names what is short of its goal, what failed, and what was never measured as it is asked for today', () => {
    expect(gaps?.trim().split('\n')).toEqual([
      '- answers: 730 ms, where ≤ 500 ms is the goal',
      '- two: not measured: the command gave no report',
      '- three: never measured',
      '- four: not measured since its command asks for something else',
    ]);
  });

  it('names goals that no command measures by themselves', () => {
    expect(unmeasured).toContain(
      '- `npm start`, cold, after packages are installed: ≤ 20 s to a served page',
    );
  });
});

it('the page can be written from what is kept of earlier measurements', () => {
  const kept = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'figures.json'), 'utf8'),
  ) as Record<string, Outcome>;
  const page = figuresPage(MEASUREMENTS, kept);
  for (const { command } of Object.values(kept)) expect(page).toContain(command);
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
  const step = (turnToVoiceMs: unknown, calls = 50, cores = 0.2, kbPerCall = 100) => ({
    calls,
    talk: { turns: 9, errors: { late: 1, lost: 2 }, turnToVoiceMs, usage: { gateway: { cores, kbPerCall } } },
  });
  const readOf = (...steps: ReturnType<typeof step>[]) =>
    figuresIn(measurement, { steps }).map(({ measured, met }) => [measured, met]);

  it('are made from what it says', () => {
    expect(readOf(step({ p50: 250, p95: 312.4 }))).toEqual([
      ['3 errors in 9 answers', false],
      ['312 ms', true],
    ]);
  });

  const quick = { p50: 250, p95: 300 };
  it.each([
    [
      'as their number',
      [step(quick, 75, 0.4), step(quick, 150, 0.8), step(quick, 300, 1.6)],
      ['300', true],
      ['2.00 ×, 2.00 × (0.40, 0.80, 1.60 cores)', true],
    ],
    [
      'more than that at last, and too slow with it',
      [step(quick, 75, 0.4), step(quick, 150, 0.6), step({ p50: 400, p95: 501 }, 300, 1.5)],
      ['150', false],
      ['1.94 ×, 2.50 × (0.40, 0.60, 1.50 cores)', false],
    ],
    [
      'more than that before the last',
      [step(quick, 75, 0.2), step(quick, 150, 0.8), step(quick, 300, 1.6)],
      ['300', true],
      ['2.83 ×, 2.00 × (0.20, 0.80, 1.60 cores)', false],
    ],
  ])('say that calls need %s', (_what, steps, most, cpu) => {
    expect(readOf(...steps).slice(6)).toEqual([most, cpu, ['2.00 ×, 2.00 × (7, 15, 29 MB)', true]]);
  });

  it.each([
    [{ steps: [step(undefined)] }, /the report has changed: steps\.0\.talk\.turnToVoiceMs: /],
    // JSON has no NaN: nothing was measured.
    [{ steps: [step({ p50: 250, p95: null })] }, /steps\.0\.talk\.turnToVoiceMs\.p95: .*received null/],
    [[], /report: .*expected object/],
  ])('are not made from one that has changed: %j', (report, message) => {
    expect(() => figuresIn(measurement, report)).toThrow(message);
  });
});

describe('the soak', () => {
  const measurement = MEASUREMENTS.find((one) => one.id === 'soak');
  if (measurement?.id !== 'soak') throw new Error('nothing measures what calls leave');
  const flat = {
    ...{ ok: true, minutes: 10, callsMade: 900, errors: {}, kbPer1000Calls: 300 },
    ...{ handlesLeft: 1, connectionsLeft: 0, loopP99Ms: 12 },
  };
  const rest = (calls: number, heapKb: number, handles = 20, liveCalls = 0, databaseConnections = 5) => ({
    ...{ minute: 0, codeKb: 0, calls, heapKb, handles, databaseConnections, liveCalls },
  });

  it.each([
    [flat, '300 KB for 1,000 calls, handles 1, connections 0, 0 errors', true],
    // The command's own verdict, whatever else the figures say.
    [
      { ...flat, ok: false, errors: { 'memory grows': 1 } },
      '300 KB for 1,000 calls, handles 1, connections 0, 1 × memory grows',
      false,
    ],
    // JSON leaves out what is undefined.
    [
      { ...flat, kbPer1000Calls: undefined },
      'too short for memory, handles 1, connections 0, 0 errors',
      false,
    ],
  ])('is read as the command judges it: %j', (report, measured, met) => {
    expect(figuresIn(measurement, report)[0]).toMatchObject({ measured, met });
  });

  it.each([
    [50, true],
    [50.1, false],
  ])('holds the event loop to its goal: %d ms', (loopP99Ms, met) => {
    expect(figuresIn(measurement, { ...flat, loopP99Ms })[1]).toMatchObject({ met });
  });

  it.each([
    ['little', [rest(0, 50_000), rest(100, 90_000), rest(1_100, 91_024, 22)], []],
    ['memory', [rest(0, 50_000), rest(100, 90_000), rest(1_100, 91_025)], ['memory grows']],
    ['handles', [rest(0, 50_000), rest(100, 50_000, 23)], ['handles are left open']],
    [
      'connections',
      [rest(0, 50_000), rest(100, 50_000, 20, 0, 8)],
      ['connections to Postgres are left open'],
    ],
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
