import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '@orbisvoice/config';
import { parse } from 'yaml';
import { ROOT, WORKSPACES } from '../lib/paths.mjs';
import { Compose, type ComposeService } from './compose-shape.js';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const ours = ['migrations', 'api', 'api-2', 'gateway', 'gateway-2', 'gateway-3', 'worker', 'worker-2'];
/** After the drain: jobs, servers, pools (`stop-on-signals.ts`). */
const CLOSING_SECONDS = 15;

/** Keys `x-…` are only there to be repeated. */
const withoutFragments = (file: object) =>
  Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('x-')));

describe('docker-compose.yml', () => {
  const { services } = Compose.parse(withoutFragments(parse(read('docker-compose.yml'), { merge: true })));
  const service = (name: string): ComposeService => {
    const found = services[name];
    if (!found) throw new Error(`there is no service ${name}`);
    return found;
  };
  const serving = ours.filter((name) => name !== 'migrations');

  it('has every part of the product, ours from one image', () => {
    expect(Object.keys(services).sort()).toEqual([...ours, 'postgres', 'redis', 'web'].sort());
    expect(new Set(ours.map((name) => service(name).image)).size).toBe(1);
  });

  it('keeps one of each by default, and two APIs, three gateways and two workers where scaled', () => {
    const running = (profile?: string) =>
      serving.filter((name) => service(name).profiles?.includes(profile ?? '') ?? true);
    expect(running()).toEqual(['api', 'gateway', 'worker']);
    expect(running('scaled')).toEqual(serving);
  });

  it('lets nothing serve before the schema is there', () => {
    for (const name of serving)
      expect(service(name)).toMatchObject({
        environment: { ROLE: name.split('-')[0] },
        depends_on: { migrations: { condition: 'service_completed_successfully' } },
        healthcheck: { test: ['CMD', 'node', '-e', expect.stringContaining('/ready')] },
      });
  });

  it('gives each the time that its drain takes', () => {
    for (const name of serving) {
      const { environment, stop_grace_period: grace } = service(name);
      expect(Number.parseInt(grace ?? '', 10)).toBeGreaterThanOrEqual(
        Number(environment?.DRAIN_SECONDS) + CLOSING_SECONDS,
      );
    }
  });

  it('lets no container of ours do what it does not need', () => {
    for (const name of [...ours, 'web'])
      expect(service(name)).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
  });

  it('tells the password of the schema owner to the migrations alone', () => {
    const knowing = ours.filter((name) => JSON.stringify(service(name)).includes('POSTGRES_PASSWORD'));
    expect(knowing).toEqual(['migrations']);
  });

  it('sets only variables that the configuration knows', () => {
    const known = new Set(Object.keys(VARIABLES));
    const set = ours.flatMap((name) => Object.keys(service(name).environment ?? {}));
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('keeps every secret out of the file', () => {
    for (const [, name] of read('docker-compose.yml').matchAll(/^\s+(\w*(?:SECRET|PASSWORD|API_KEY))\s*:/gm))
      expect(read('docker-compose.yml')).toMatch(new RegExp(`${name}: \\$\\{${name}:\\?`));
  });
});

describe('deploy/proxy', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { networks?: { default: { aliases: string[] } }; volumes?: string[] }>;
  };

  it('is what the proxy of docker-compose.yml reads', () => {
    const mounted = services.web?.volumes?.map((volume) => volume.split(':')[0] ?? '') ?? [];
    expect(mounted.sort()).toEqual(['./deploy/proxy/orbisvoice.conf', './deploy/proxy/upstreams.conf']);
    for (const file of mounted) expect(existsSync(join(ROOT, file))).toBe(true);
  });

  it('asks names that all containers of a kind answer to, at their ports, again and again', () => {
    const asked = [...read('deploy/proxy/upstreams.conf').matchAll(/server (\w+):(\d+) resolve/g)].map(
      ([, name, port]) => [name, Number(port)],
    );
    expect(asked).toEqual([
      ['api', VARIABLES.PORT.schema.parse(undefined)],
      ['gateway', VARIABLES.GATEWAY_PORT.schema.parse(undefined)],
    ]);
    for (const name of ours.filter((one) => /^(api|gateway)/.test(one)))
      expect(services[name]?.networks?.default.aliases).toEqual([name.split('-')[0]]);
  });

  it('hides what is not public, and keeps queries out of its log', () => {
    const site = read('deploy/proxy/orbisvoice.conf');
    expect(site).toMatch(/location = \/metrics \{[^}]*return 404 /);
    expect(site).not.toMatch(/\$(request_uri|request|args|query_string)\b(?!_)/);
  });
});

describe('Dockerfile', () => {
  it('copies the manifest of every workspace, without which npm ci fails', () => {
    const manifests = WORKSPACES.filter((name) => existsSync(join(ROOT, name, 'package.json')));
    for (const name of manifests) expect(read('Dockerfile')).toContain(`COPY ${name}/package.json ${name}/`);
  });

  it('does not run as root, and says so by number, which Kubernetes can check', () => {
    expect(read('Dockerfile').match(/^USER (.+)$/gm)).toEqual(['USER 1000:1000']);
  });

  it('has stages of their own for building and for what is shipped, on the Node that is promised', () => {
    const bases = [...read('Dockerfile').matchAll(/^FROM (\S+) AS (\w[\w-]*)$/gm)].map(
      ([, base]) => base ?? '',
    );
    expect(bases.length).toBeGreaterThanOrEqual(4);
    expect(new Set(bases.filter((base) => base.includes(':')))).toEqual(new Set(['node:24-bookworm-slim']));
    expect(bases.at(-1)).toContain(':');
  });

  it('tells of its health, and gets the signal itself', () => {
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK [\s\S]*\/health/m);
    expect(read('Dockerfile')).toMatch(/^STOPSIGNAL SIGTERM$/m);
    // In the form of a list; a shell in between would keep the signal to itself.
    expect(read('Dockerfile')).toMatch(/^CMD \["node", /m);
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
