import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { VARIABLES } from '@orbisvoice/config';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { blocksOf } from '../../test/support/doc-blocks.js';
import { ROOT } from '../lib/paths.mjs';
import { kustomizations, manifests, named, read } from './kubernetes-manifests.js';

// The commands of the guide, by a shell, with a kubectl that only writes down what it is told: no cluster is here. What it is told
// is held against the manifests.
const PAGE = 'docs/guides/scaling.md';
const folder = mkdtempSync(join(tmpdir(), 'orbis-kubectl-'));

interface Told {
  words: string[];
  options: Record<string, unknown>;
}
let making: Told[];
let releasing: Told[];
beforeAll(() => {
  // Words are divided by a character that none of them has.
  writeFileSync(
    join(folder, 'kubectl'),
    `#!/bin/sh\n{ printf '%s\\037' "$@"; echo; } >>"${join(folder, 'told')}"\n`,
    { mode: 0o755 },
  );
  const [secrets = '', release = ''] = blocksOf(PAGE, 'sh cluster');
  [making, releasing] = [toldBy(secrets), toldBy(release)];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function toldBy(commands: string): Told[] {
  writeFileSync(join(folder, 'told'), '');
  execFileSync('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: ROOT,
    env: { PATH: [folder, process.env.PATH].join(delimiter) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = readFileSync(join(folder, 'told'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { positionals, values } = parseArgs({
      args: line.split('\x1f').slice(0, -1),
      allowPositionals: true,
      // Closed: an option that kubectl does not have, or that nobody here has thought of, fails.
      options: {
        namespace: { type: 'string', short: 'n' },
        kustomize: { type: 'string', short: 'k' },
        selector: { type: 'string', short: 'l' },
        'from-literal': { type: 'string', multiple: true },
        'ignore-not-found': { type: 'boolean' },
        for: { type: 'string' },
        timeout: { type: 'string' },
      },
    });
    return { words: positionals, options: values };
  });
}

const [[, { namespace }] = ['', { namespace: '' }]] = kustomizations;
const elsewhere = ({ words, options }: Told) =>
  words[0] !== 'apply' && words[1] !== 'namespace' && options.namespace !== namespace;

describe('the commands before the first release', () => {
  it('make the namespace, and in it the secrets that the manifests read', () => {
    expect(making[0]?.words).toEqual(['create', 'namespace', named('Namespace', namespace).metadata.name]);
    expect(making.filter(elsewhere)).toEqual([]);
    const made = making.slice(1).map(({ words }) => words.join(' '));
    const text = manifests.map((manifest) => JSON.stringify(manifest)).join('\n');
    const wanted = [...text.matchAll(/"secret(?:KeyRef|Ref)":\{"name":"([^"]+)"/g)].map(([, name]) => name);
    expect(made.sort()).toEqual([...new Set(wanted)].map((name) => `create secret generic ${name}`).sort());
  });

  it('put into them what no start does without, and only what is secret', () => {
    const pairs = making.flatMap(({ words, options }) =>
      ((options['from-literal'] ?? []) as string[]).map((pair) => [words.at(-1), pair.split('=')[0] ?? '']),
    );
    const known: Record<string, { about: string; secret?: true }> = VARIABLES;
    expect(pairs.filter(([, key]) => !known[key ?? '']?.secret)).toEqual([]);
    const served = pairs.filter(([secret]) => secret === namespace).map(([, key]) => key);
    expect(served).toEqual(
      expect.arrayContaining(['APP_SECRET', 'GEMINI_API_KEY', 'SMTP_URL', 'METRICS_TOKEN']),
    );
    expect(pairs).toContainEqual(['orbisvoice-owner', 'DATABASE_URL']);
  });
});

describe('the commands of a release', () => {
  const roles = ['worker', 'api', 'gateway'];

  it('migrate first, and wait for it', () => {
    const migrations = named('Job', 'migrations').metadata.name;
    expect(releasing.filter(elsewhere)).toEqual([]);
    expect(releasing.slice(0, 3).map(({ words }) => words)).toEqual([
      ['delete', 'job', migrations],
      ['apply'],
      ['wait', `job/${migrations}`],
    ]);
    expect(releasing[1]?.options.kustomize).toBe('deploy/kubernetes/prepare');
    expect(read('prepare/kustomization.yaml')).toContain('migrations.yaml');
    const { activeDeadlineSeconds } = named('Job', 'migrations').spec;
    const { timeout = '' } = releasing[2]?.options as { timeout?: string };
    expect(Number.parseInt(timeout, 10) * 60).toBeGreaterThanOrEqual(activeDeadlineSeconds);
  });

  it('replace one role after the other, in the order of the runbook, and then what belongs to none', () => {
    const steps = releasing
      .slice(3)
      .map(({ words, options }) => [...words, options.kustomize, options.selector]);
    const serve = 'deploy/kubernetes/serve';
    const label = 'app.kubernetes.io/component';
    expect(steps).toEqual([
      ...roles.flatMap((role) => [
        ['apply', serve, `${label}=${role}`],
        ['rollout', 'status', `deployment/${role}`, undefined, undefined],
      ]),
      ['apply', serve, undefined],
    ]);
    for (const { kind, metadata } of manifests)
      if (roles.includes(metadata.name))
        expect([kind, metadata.labels?.[label]]).toEqual([kind, metadata.name]);
    expect(readFileSync(join(ROOT, 'docs/runbooks/rollout.md'), 'utf8')).toContain(
      'Then workers, then APIs, then gateways',
    );
  });
});
