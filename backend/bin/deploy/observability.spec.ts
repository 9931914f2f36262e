import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VARIABLES } from '@orbisvoice/config';
import { parse } from 'yaml';
import { blocksOf } from '../../test/support/doc-blocks.js';
import { listFiles } from '../lib/files.mjs';
import { ROOT } from '../lib/paths.mjs';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Every metric that the product makes, by what it is. */
const made = new Map(
  listFiles(join(ROOT, 'backend', 'src'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) =>
      [...read(`backend/src/${file}`).matchAll(/metrics\s*\.(counter|gauge|histogram)\(\s*'([a-z_]+)'/g)].map(
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

describe('what Prometheus is told to read', () => {
  interface Scrape {
    job_name: string;
    authorization: { credentials_file: string };
    dns_sd_configs: { names: string[]; port: number }[];
    relabel_configs: { source_labels: string[]; target_label: string }[];
  }
  interface Service {
    environment?: Record<string, string>;
    networks?: { default: { aliases: string[] } };
    volumes?: string[];
    secrets?: string[];
    command?: string[];
  }
  const configuration = parse(read('deploy/observability/prometheus.yml')) as {
    rule_files: string[];
    scrape_configs: Scrape[];
  };
  const { services, secrets } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, Service>;
    secrets: Record<string, { environment: string }>;
  };
  const [job, ...further] = configuration.scrape_configs;
  const asked = job?.dns_sd_configs.map(({ names, port }) => [names[0] ?? '', port] as const) ?? [];

  it('is every container of ours that serves, where it answers', () => {
    expect(further).toEqual([]);
    const serving = Object.values(services).filter(({ environment }) => environment?.ROLE);
    expect(serving.length).toBeGreaterThan(6);
    for (const { environment, networks } of serving) {
      const role = environment?.ROLE ?? '';
      expect(networks?.default.aliases).toEqual([role]);
      const usual = role === 'gateway' ? VARIABLES.GATEWAY_PORT : VARIABLES.PORT;
      expect(asked).toContainEqual([role, usual.schema.parse(undefined)]);
    }
  });

  it('is opened to it by the token that the containers have', () => {
    const [secret = ''] = services.prometheus?.secrets ?? [];
    expect(job?.authorization.credentials_file).toBe(`/run/secrets/${secret}`);
    expect(secrets[secret]).toEqual({ environment: 'METRICS_TOKEN' });
    for (const [role] of asked) expect(services[role]?.environment?.METRICS_TOKEN).toBe('${METRICS_TOKEN:-}');
  });

  it('lies where its container looks', () => {
    const mounted = new Map(
      services.prometheus?.volumes?.map((one) => one.split(':').slice(0, 2).reverse() as [string, string]),
    );
    for (const file of configuration.rule_files)
      expect(mounted.get(file)).toBe('./deploy/observability/alerts.yml');
    const option = services.prometheus?.command?.find((one) => one.startsWith('--config.file=')) ?? '';
    expect(mounted.get(option.split('=')[1] ?? '')).toBe('./deploy/observability/prometheus.yml');
  });

  it('bears the job and the roles that alerts ask for', () => {
    expect(job?.relabel_configs).toEqual([
      expect.objectContaining({ source_labels: ['__meta_dns_name'], target_label: 'role' }),
    ]);
    const roles = asked.map(([role]) => role);
    const matchers = rules.flatMap(({ expr }) => [...expr.matchAll(/\b(job|role)="([^"]+)"/g)]);
    expect(matchers.length).toBeGreaterThan(4);
    for (const [, label, value] of matchers)
      expect(label === 'job' ? [job?.job_name] : roles).toContain(value);
    // Whatever is not ours alone has to say whose it is: every process of a cluster has an event loop.
    for (const { expr } of rules) expect(expr).not.toMatch(/\b(up|nodejs_\w+|process_\w+)(?![\w{])/);
  });
});

it('alerts become a rule of the Prometheus operator by the command of the guide', () => {
  const [command = 'exit 1'] = blocksOf('docs/guides/operations.md', 'sh alerts');
  const made = execFileSync('sh', ['-euc', command.replace('> orbisvoice-alerts.yml', '')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(parse(made)).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'orbisvoice' },
    spec: parse(read('deploy/observability/alerts.yml')) as object,
  });
});

describe('the runbooks', () => {
  it('are all named in their list, and the alerts are those that lead to them', () => {
    const list = read('docs/runbooks/README.md');
    const pages = readdirSync(join(ROOT, 'docs', 'runbooks')).filter((name) => name !== 'README.md');
    for (const page of pages) {
      const row = list.split('\n').find((line) => line.includes(`(${page})`)) ?? '';
      const leading = rules.filter(({ annotations }) => annotations.runbook.endsWith(`/${page}`));
      expect([page, [...row.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name).sort()]).toEqual([
        page,
        leading.map(({ alert }) => alert).sort(),
      ]);
    }
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
