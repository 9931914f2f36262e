import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { CONSUMERS } from '../../src/platform/queue/catalogue.js';
import { ROOT } from '../lib/paths.mjs';

const guide = readFileSync(join(ROOT, 'docs/guides/scaling.md'), 'utf8');
const jobsOf = (event: keyof typeof CONSUMERS) => Object.keys(CONSUMERS[event]).length;

it('counts the jobs of a call as the catalogue does', () => {
  const [end, start, analysed] = [jobsOf('call.ended'), jobsOf('call.started'), jobsOf('call.analysed')];
  expect(guide).toContain(`${end} for a call's end, ${start} for its start, ${analysed} for its analysis`);
  const perCall = end + start;
  expect(guide).toContain(`42 × ${perCall}`);
  expect(guide).toContain(`| ${42 * perCall} a second`);
});
