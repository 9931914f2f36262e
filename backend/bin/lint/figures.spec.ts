import { figuresPage, reportIn, type Outcome } from '../../bench/figures/document.mjs';
import { figuresIn } from '../../bench/figures/measurement.mjs';
import { MEASUREMENTS } from '../../bench/figures/measurements.mjs';

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

it('every measurement has a name of its own', () => {
  const ids = MEASUREMENTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
