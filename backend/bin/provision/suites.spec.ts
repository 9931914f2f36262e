import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { nodeVersionProblem } from '../lib/node-version.mjs';
import { tally } from './results.mjs';
import { parseTestArgs, SIZES } from './suites.mjs';

describe('npm test', () => {
  it('runs everything where nothing is asked for, and in the order small, medium, e2e', () => {
    expect(parseTestArgs([], false)).toMatchObject({ sizes: ['small', 'medium', 'e2e'] });
    expect(parseTestArgs(['e2e', 'small'], false)).toMatchObject({ sizes: ['small', 'e2e'] });
  });

  it('lets nothing be left out in CI', () => {
    expect(parseTestArgs(['--without-redis'], false)).toMatchObject({
      refused: new Set(['--without-redis']),
    });
    expect(parseTestArgs(['--without-redis'], true)).toHaveProperty('problem');
  });

  it('refuses what it does not know instead of running everything', () => {
    expect(parseTestArgs(['smal'], false)).toHaveProperty('problem');
  });

  it('runs every project that jest knows', () => {
    const configured = [
      ...readFileSync(join(ROOT, 'jest.config.ts'), 'utf8').matchAll(/displayName: '([^']+)'/g),
    ];
    expect(configured.map(([, name]) => name).sort()).toEqual(Object.values(SIZES).flat().sort());
  });

  it('counts a file that could not run as a failure', () => {
    const file = (status: string, ...statuses: string[]) => ({
      name: 'x',
      status,
      message: '',
      assertionResults: statuses.map((one) => ({ status: one })),
    });
    const testResults = [
      file('passed', 'passed', 'pending'),
      file('failed', 'failed', 'passed'),
      file('failed'),
    ];
    expect(tally({ testResults })).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });
});

describe('the check of the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes %s', (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });

  it.each(['18.20.0', '20.18.3'])('says what to do about %s', (version) => {
    expect(nodeVersionProblem(version)).toContain('nodejs.org');
  });
});
