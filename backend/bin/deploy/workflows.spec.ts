import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT } from '../lib/paths.mjs';
import { Compose } from './compose-shape.js';

// Neither a runner nor Docker is here. What can be known without them: that what is called exists.
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const FOLDER = '.github/workflows';

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<
    string,
    {
      /** A number, or that of each of its runs. */
      'timeout-minutes': unknown;
      strategy?: { matrix: { include?: { name: string; minutes: number; run: string }[] } };
      steps: { uses?: string; run?: string }[];
    }
  >;
}
const workflows = readdirSync(join(ROOT, FOLDER)).map(
  (name) => [name, parse(read(`${FOLDER}/${name}`)) as Workflow] as const,
);
const workflow = (name: string) => {
  const found = workflows.find(([file]) => file === name)?.[1];
  if (!found) throw new Error(`there is no workflow ${name}`);
  return found;
};
const runsOf = ({ jobs }: Workflow) =>
  Object.values(jobs).flatMap(({ steps, strategy }) => [
    ...steps.flatMap(({ run }) => run ?? []),
    ...(strategy?.matrix.include?.map(({ run }) => run) ?? []),
  ]);
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe.each(workflows)('the workflow %s', (_name, one) => {
  it('calls only what anybody can call', () => {
    for (const run of runsOf(one)) {
      for (const [, script = ''] of run.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
        expect([script, script in scripts]).toEqual([script, true]);
      for (const [file] of run.matchAll(/^\.ci\/\w+/g))
        expect(() => accessSync(join(ROOT, file), constants.X_OK)).not.toThrow();
    }
  });

  it('may change nothing, and does not hang', () => {
    expect(one.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(one.jobs)) {
      const ofRuns = job['timeout-minutes'] === '${{ matrix.minutes }}';
      const bounds = ofRuns
        ? job.strategy?.matrix.include?.map(({ minutes }) => minutes)
        : [job['timeout-minutes']];
      // Six hours are the longest that a runner gives.
      for (const bound of bounds ?? [undefined]) {
        expect(bound).toBeGreaterThan(0);
        expect(bound).toBeLessThan(360);
      }
    }
  });
});

it('CI runs all checks, and the containers as they are shipped', () => {
  expect(runsOf(workflow('ci.yml'))).toEqual(expect.arrayContaining(['.ci/run', '.ci/containers']));
});

it('the night has the long forms', () => {
  const { on } = workflow('nightly.yml');
  expect(on.schedule).toBeDefined();
  const runs = workflow('nightly.yml').jobs.long?.strategy?.matrix.include ?? [];
  expect(runs.map(({ run }) => run.replace('npm run --silent ', ''))).toEqual(
    expect.arrayContaining([
      'chaos -- --calls 40 --minutes 12',
      'hostile -- --requests 200000 --sessions 20000',
      'soak -- --minutes 60',
      'bench:restart -- --calls 40',
      'bench:drain -- --calls 40',
      'bench:limits',
      'bench:slow -- --clients 200',
      'bench:slow -- --senders 2000',
      'bench:auth -- --long',
      'bench:ssrf -- --long',
      'bench:secrets -- --long',
      'bench:histories -- --histories 10000',
      'supply-chain -- --audit',
    ]),
  );
  // What lasts as long as it is told to has to be over before it is cut off.
  for (const { run, minutes } of runs) {
    const told = Number(/--minutes (\d+)/.exec(run)?.[1] ?? 0);
    expect([run, minutes > told]).toEqual([run, true]);
  }
});

it('the night has what CI installs, for its browser and for its dump', () => {
  const installed = (name: string) =>
    runsOf(workflow(name)).flatMap((run) => /apt-get install -y -q (.+)$/.exec(run)?.[1] ?? []);
  expect(installed('nightly.yml')).toEqual(installed('ci.yml'));
});

describe('.ci/containers', () => {
  const script = read('.ci/containers');
  const plain = Object.fromEntries(
    Object.entries(parse(read('docker-compose.yml'), { merge: true }) as object).filter(
      ([key]) => !key.startsWith('x-'),
    ),
  );
  const { services } = Compose.parse(plain);
  const beside = parse(read('.ci/engine.compose.yml')) as {
    services: Record<string, { command: string[]; image: string }>;
  };

  it('is a script that a shell understands', () => {
    expect(() => execFileSync('bash', ['-n', join(ROOT, '.ci', 'containers')])).not.toThrow();
  });

  it('sets everything that docker-compose.yml insists on, and nothing that it does not read', () => {
    const insisted = [...read('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name ?? '');
    const set = [...script.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
    expect(set).toEqual(expect.arrayContaining(insisted));
    const file = read('docker-compose.yml');
    const taken = set.filter(
      (name) => file.includes(`\${${name}:`) || file.includes(`environment: ${name} `),
    );
    expect(taken).toEqual(set);
  });

  it('brings an engine that the image has, under a name that is free', () => {
    const [engine = ''] = beside.services.engine?.command.slice(-1) ?? [];
    const [, folder = ''] = /^(libs\/[\w-]+\/dist)\//.exec(engine) ?? [];
    expect(read('Dockerfile')).toContain(`COPY --from=build /app/${folder} ${folder}`);
    expect(beside.services.engine?.image).toBe(services.api?.image);
    expect(Object.keys(beside.services).filter((name) => name in services)).toEqual([]);
    expect(script).toContain('GEMINI_BASE_URL=http://engine:4100');
  });

  it('asks services and commands that there are', () => {
    const asked = [...script.matchAll(/compose exec -T(?: -e \S+)? (\w+)/g)].map(([, name]) => name ?? '');
    expect(asked.length).toBeGreaterThan(1);
    for (const name of asked) expect(Object.keys(services)).toContain(name);
    const commands = read('backend/src/cli/commands.ts');
    for (const [, name] of script.matchAll(/\bcli (\w+)/g)) expect(commands).toContain(`name: '${name}'`);
  });
});
