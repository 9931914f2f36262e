import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '@orbisvoice/config';
import { parse } from 'yaml';
import { ROOT, WORKSPACES } from '../lib/paths.mjs';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  image: string;
  environment?: Record<string, string>;
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
  const ours = ['migrations', 'api', 'gateway', 'worker'];

  it('has every part of the product, ours from one image', () => {
    expect(Object.keys(compose.services).sort()).toEqual([...ours, 'postgres', 'redis', 'web'].sort());
    expect(new Set(ours.map((name) => compose.services[name]?.image)).size).toBe(1);
  });

  it('lets nothing serve before the schema is there', () => {
    for (const name of ['api', 'gateway', 'worker'])
      expect(compose.services[name]).toMatchObject({
        environment: { ROLE: name },
        depends_on: { migrations: { condition: 'service_completed_successfully' } },
        healthcheck: { test: expect.arrayContaining(['CMD', 'node']) },
      });
  });

  it('tells the password of the schema owner to the migrations alone', () => {
    const knowing = ours.filter((name) =>
      JSON.stringify(compose.services[name]).includes('POSTGRES_PASSWORD'),
    );
    expect(knowing).toEqual(['migrations']);
  });

  it('sets only variables that the configuration knows', () => {
    const known = new Set(Object.keys(VARIABLES));
    const set = ours.flatMap((name) => Object.keys(compose.services[name]?.environment ?? {}));
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('keeps every secret out of the file', () => {
    for (const [, name] of read('docker-compose.yml').matchAll(/^\s+(\w*(?:SECRET|PASSWORD|API_KEY))\s*:/gm))
      expect(read('docker-compose.yml')).toMatch(new RegExp(`${name}: \\$\\{${name}:\\?`));
  });
});

describe('Dockerfile', () => {
  it('copies the manifest of every workspace, without which npm ci fails', () => {
    const manifests = WORKSPACES.filter((name) => existsSync(join(ROOT, name, 'package.json')));
    for (const name of manifests) expect(read('Dockerfile')).toContain(`COPY ${name}/package.json ${name}/`);
  });

  it('does not run as root', () => {
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
  });
});

describe('.env.example', () => {
  it('names only variables that the configuration or the compose file knows', () => {
    const named = [...read('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
    const unknown = named.filter(
      (name) => !(name in VARIABLES) && !read('docker-compose.yml').includes(`\${${name}`),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  });
});

describe('package-lock.json', () => {
  interface Entry {
    optionalDependencies?: Record<string, string>;
  }
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Entry> };

  it('lists the optional packages of every platform, without which npm ci refuses to run', () => {
    const listed = new Set(Object.keys(packages).map((path) => path.split('node_modules/').pop() ?? ''));
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !listed.has(name))).toEqual([]);
  });
});

describe('.github/workflows/ci.yml', () => {
  it('runs what anybody can run', () => {
    const workflow = parse(read('.github/workflows/ci.yml')) as {
      jobs: { check: { steps: { run?: string }[] } };
    };
    expect(workflow.jobs.check.steps.map(({ run }) => run)).toContain('.ci/run');
  });
});
