import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { listFiles } from '../lib/files.mjs';
import { ROOT } from '../lib/paths.mjs';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Every metric that the product makes, by what it is. */
const made = new Map(
  listFiles(join(ROOT, 'backend', 'src'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) =>
      [...read(`backend/src/${file}`).matchAll(/metrics\.(counter|gauge|histogram)\(\s*'([a-z_]+)'/g)].map(
        ([, kind = '', name = '']) => [name, kind] as const,
      ),
    ),
);
const named = (text: string) => [...new Set([...text.matchAll(/\borbis_[a-z_]+/g)].map(([name]) => name))];
/** The series of a histogram carry suffixes. */
const metricOf = (series: string) => series.replace(/_(bucket|count|sum)$/, '');

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
interface Panel {
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string }[];
}

const dashboard = JSON.parse(read('deploy/observability/grafana-dashboard.json')) as { panels: Panel[] };
const rules = (
  parse(read('deploy/observability/alerts.yml')) as { groups: { rules: Rule[] }[] }
).groups.flatMap((group) => group.rules);
const expressions = dashboard.panels.flatMap(({ targets }) => targets ?? []).map(({ expr }) => expr);

it('names metrics alike', () => {
  expect(made.size).toBeGreaterThan(10);
  const odd = [...made].filter(
    ([name, kind]) => !/^orbis_[a-z_]+$/.test(name) || (kind === 'counter') !== name.endsWith('_total'),
  );
  expect(odd).toEqual([]);
});

describe.each([
  ['the dashboard', expressions],
  ['the alerts', rules.map(({ expr }) => expr)],
])('%s', (_name, exprs) => {
  it('asks only for metrics that there are', () => {
    const unknown = named(exprs.join('\n')).filter((series) => !made.has(metricOf(series)));
    expect(unknown).toEqual([]);
  });

  it('takes quantiles of histograms, and rates of what only grows', () => {
    for (const series of named(exprs.join('\n'))) {
      const kind = made.get(metricOf(series));
      expect([series, /_(bucket|count|sum)$/.test(series)]).toEqual([series, kind === 'histogram']);
    }
    const rated = exprs.flatMap((expr) => [...expr.matchAll(/(?:rate|increase)\((orbis_[a-z_]+)/g)]);
    for (const [, series = ''] of rated) expect(made.get(metricOf(series))).not.toBe('gauge');
  });
});

describe('the dashboard', () => {
  it('shows every metric of ours', () => {
    const shown = new Set(named(expressions.join('\n')).map(metricOf));
    expect([...made.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });

  it('lays no panel over another', () => {
    const taken = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
  });
});

describe('each alert', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s leads to a page that helps',
    (_alert, rule) => {
      expect(['page', 'ticket']).toContain(rule.labels.severity);
      expect(rule.annotations.summary).not.toBe('');
      expect(existsSync(join(ROOT, rule.annotations.runbook))).toBe(true);
      expect(read(rule.annotations.runbook)).toContain(`\`${rule.alert}\``);
    },
  );
});
