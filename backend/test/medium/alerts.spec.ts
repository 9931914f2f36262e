import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT } from '../../bin/lib/paths.mjs';
import { createTestApp, type TestApp } from '../support/test-app.js';

const TOKEN = 'token-of-this-prometheus';

let test: TestApp;
let figures: string;
beforeAll(async () => {
  test = await createTestApp({ config: { METRICS_TOKEN: TOKEN, CALLS_PER_PROCESS: '7' } });
  const answer = await fetch(`${test.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  figures = await answer.text();
});
afterAll(() => test?.close());

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}
const { groups } = parse(readFileSync(join(ROOT, 'deploy/observability/alerts.yml'), 'utf8')) as Rules;
/** What alerts see growing: the name, and what is asked of its labels. */
const grown = groups
  .flatMap(({ rules }) => rules)
  .flatMap(({ alert, expr }) =>
    [...expr.matchAll(/(?:rate|increase)\((orbis_\w+_total)(?:\{(\w+)=(~?)"([^"]+)"\})?\[/g)].map(
      ([, name = '', label, pattern, value = '']) => ({
        alert,
        name,
        label,
        values: pattern ? value.split('|') : [value],
      }),
    ),
  );

// A series that begins with its first event does not grow by it: the first call that is lost would go unseen.
it('every counter that an alert sees growing is there before anything has happened', () => {
  expect(grown.length).toBeGreaterThan(5);
  const lines = figures.split('\n');
  for (const { alert, name, label, values } of grown)
    for (const value of values) {
      const series = label
        ? new RegExp(`^${name}\\{${label}="${value}"\\} 0$`)
        : new RegExp(`^${name}(\\{.*\\})? 0$`);
      expect([alert, name, value, lines.some((line) => series.test(line))]).toEqual([
        alert,
        name,
        value,
        true,
      ]);
    }
});

it('says how many calls a gateway has places for', () => {
  expect(figures).toMatch(/^orbis_voice_call_places 7$/m);
});
