import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CONSUMERS } from '../../src/platform/queue/catalogue.js';
import { ROOT } from '../lib/paths.mjs';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const guide = read('docs/guides/scaling.md');
const manifest = read('deploy/kubernetes/serve/gateway.yaml');
const jobsOf = (event: keyof typeof CONSUMERS) => Object.keys(CONSUMERS[event]).length;

/** The number that stands in a text where the pattern has its group. */
function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`nothing is like ${pattern}`);
  return Number(found.replaceAll(',', ''));
}

it('counts the jobs of a call as the catalogue does', () => {
  const [end, start, analysed] = [jobsOf('call.ended'), jobsOf('call.started'), jobsOf('call.analysed')];
  expect(guide).toContain(`${end} for a call's end, ${start} for its start, ${analysed} for its analysis`);
  const perCall = end + start;
  expect(guide).toContain(`42 × ${perCall}`);
  expect(guide).toContain(`| ${42 * perCall} a second`);
});

const carried = numberIn(guide, /^\| core of a gateway +\| about ([\d,]+) calls/m);
const advised = numberIn(
  guide,
  /^\| `CALLS_PER_PROCESS` .* set it to ([\d,]+), which is below what a core carries/m,
);

describe('what a core carries', () => {
  it('is one number wherever it is named', () => {
    const named = [
      numberIn(guide, /it carries about ([\d,]+) calls/),
      numberIn(manifest, /One core carries about ([\d,]+) calls/),
      numberIn(read('docs/runbooks/gateways-full.md'), /what a core carries \(about ([\d,]+)\)/),
    ];
    expect(named).toEqual([carried, carried, carried]);
  });

  it('is above what a gateway is told to take, and twice what is planned with', () => {
    expect(numberIn(manifest, /name: CALLS_PER_PROCESS, value: '(\d+)'/)).toBe(advised);
    expect(advised).toBeLessThan(carried);
    const planned = numberIn(guide, /plan with (\d+), which is half/);
    expect(numberIn(manifest, /averageValue: '(\d+)'/)).toBe(planned);
    expect(2 * planned).toBeLessThanOrEqual(carried);
  });
});

interface Figure {
  what: string;
  measured: string;
  met: boolean;
}
const figures = JSON.parse(read('docs/figures.json')) as Record<string, { figures: Figure[] }>;
const voice = figures.voice?.figures ?? [];
/**
 * Figures of the load, by how many calls there were; which numbers were measured depends on the form of the day. Those of all
 * numbers together are no step.
 */
const load = (figures.load?.figures ?? [])
  .filter(({ what }) => /^\d+ calls in|, \d+ calls$/.test(what))
  .map((figure) => ({ ...figure, calls: numberIn(figure.what, /\b(\d+) calls\b/) }));

// Measured anew, on another machine or on the same one with neighbours, figures differ. What the page says may be off by that,
// and not by more.
describe('what was measured', () => {
  const NEAR = 0.25;
  const isNear = (said: number, measured: number) => Math.abs(said - measured) <= NEAR * measured;

  it('is what a call costs', () => {
    const calls = numberIn(guide, /^\| gateway, CPU .* \[figures\]\(\.\.\/figures\.md\), ([\d,]+) calls/m);
    const figure = (what: string) => {
      const found = voice.find((one) => one.what.startsWith(what) && one.what.endsWith(`, ${calls} calls`));
      return found?.measured ?? `no ${what}`;
    };
    const ms = numberIn(figure('CPU of a talking call-second'), /\(([\d.]+) against/);
    const kb = numberIn(figure('memory of a call'), /^([\d.]+) KB/);
    const saidMs = numberIn(guide, /^\| gateway, CPU +\| ([\d.]+) ms for each second of talk/m);
    const saidKb = numberIn(guide, /^\| gateway, memory +\| (\d+) KB/m);
    expect([saidMs, isNear(saidMs, ms), saidKb, isNear(saidKb, kb)]).toEqual([saidMs, true, saidKb, true]);
    expect(guide).toContain(`${(saidMs / 10).toFixed(2)} % of a core`);
    expect(guide).toContain(`120 × ${saidKb} KB`);
    // A core has a second each second; a tenth more is what figures of the same day differ by.
    expect(carried * ms).toBeLessThanOrEqual(1_100);
  });

  it('fits, up to what a gateway is told to take', () => {
    expect(load.filter(({ calls, met }) => calls <= advised && !met)).toEqual([]);
  });

  it('was answered without an error, up to where the guide says that this machine ends', () => {
    const end = numberIn(guide, /At ([\d,]+) calls on the two cores together/);
    const failed = load.filter(
      ({ calls, what, met }) => calls <= end && what.includes('answer checked') && !met,
    );
    expect(failed).toEqual([]);
  });
});
