import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, VARIABLES, type VariableName } from '@orbisvoice/config';
import { parse } from 'yaml';
import { composeProcesses } from '../../bench/lib/compose-services.mjs';
import { CALL_HOLDER_ARGS } from '../launcher/services.mjs';
import { ROOT, WORKSPACES } from '../lib/paths.mjs';
import { Compose, type ComposeService } from './compose-shape.js';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const ours = ['migrations', 'api', 'api-2', 'gateway', 'gateway-2', 'gateway-3', 'worker', 'worker-2'];
/** After the drain: jobs, servers, pools (`stop-on-signals.ts`). */
const CLOSING_SECONDS = 15;

/** What of `docs/api/env.md` has no meaning in a .env for containers, and why. */
const NOT_PASSED: Partial<Record<VariableName, string>> = {
  NODE_ENV: 'containers are production',
  ROLE: 'the container is its role',
  DRAIN_SECONDS: 'belongs to the stop_grace_period beside it',
  HOST: 'within a container everybody is listened to',
  PORT: 'the proxy and the checks of health know the usual one',
  GATEWAY_PORT: 'the proxy and the checks of health know the usual one',
  DATABASE_URL: 'the Postgres of this file',
  DATABASE_APP_URL: 'passwords of the Postgres of this file follow from APP_SECRET',
  DATABASE_RELAY_URL: 'passwords of the Postgres of this file follow from APP_SECRET',
  REDIS_URL: 'the Redis of this file',
  DATA_DIR: 'nothing embedded runs, and nothing is kept in a container',
  ALLOW_EMBEDDED: 'nothing embedded is in the image',
  EMBEDDED_POSTGRES: 'of the launcher',
  LIVE_ENGINE_PORT: 'no engine runs there',
  CLOCK_FILE: 'of tests; refused in production',
};

/** Something that the configuration takes, and that is not what it takes by itself. */
function sampleOf(name: VariableName): string {
  const samples: Partial<Record<VariableName, string>> = {
    PUBLIC_URL: 'https://voice.test',
    GATEWAY_URL: 'wss://voice.test/stream',
    TRUST_PROXY: '10.1.0.0/16',
    COUNTRY_HEADER: 'X-Country',
    GEMINI_BASE_URL: 'https://model.test',
    DEMO_AGENT_ID: '01890a5d-ac96-774b-bcce-b302099a8057',
    SMTP_URL: 'smtp://user:password@mail.test:587',
    MAIL_FROM: 'Voices <voices@voice.test>',
    APP_SECRET: 'q8XvT2mN4rB7wZ1kD6yH3pL9sF5gJ0cA',
    PLATFORM_ADMINS: 'anna@voice.test',
    EGRESS_ALLOW: 'crm.internal:8080',
    WEBHOOK_SECRETS: `billing/acme=whsec_${'A'.repeat(44)}`,
    REFERRAL_ASK_IN: 'DE,FR',
    REFERRAL_ACCOUNTS: 'expense=6300,payable=2105,transit=2106',
    REFREF_API_URL: 'https://refref.test',
    REFREF_COMMIT: '0123456',
    LOG_LEVEL: 'warn',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.test:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  };
  const number = /^CALLS_PER_|^SILENT_SOCKETS|_PER_MINUTE$/.test(name) ? '77' : undefined;
  return samples[name] ?? number ?? `${name.toLowerCase()}-of-this-test`;
}

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
    expect(Object.keys(services).sort()).toEqual(
      [...ours, 'postgres', 'redis', 'web', 'prometheus', 'backup'].sort(),
    );
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
    const known = new Set([...Object.keys(VARIABLES), 'NODE_OPTIONS']);
    const set = ours.flatMap((name) => Object.keys(service(name).environment ?? {}));
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('gives each gateway the young generation that the launcher gives', () => {
    const gateways = ours.filter((name) => service(name).environment?.ROLE === 'gateway');
    expect(gateways).toHaveLength(3);
    for (const name of gateways)
      expect(service(name).environment?.NODE_OPTIONS?.split(' ')).toEqual(CALL_HOLDER_ARGS);
  });

  it('passes everything that may stand in .env on to every container of ours', () => {
    const passed = Object.keys(VARIABLES).filter((name) => !(name in NOT_PASSED));
    for (const name of ours) {
      const { environment = {} } = service(name);
      const missing = passed.filter((variable) => !environment[variable]?.startsWith(`\${${variable}:`));
      expect([name, missing]).toEqual([name, []]);
      // What is excluded is so by name, and means what it says.
      const contradicted = Object.keys(NOT_PASSED).filter((variable) =>
        environment[variable]?.includes(`\${${variable}`),
      );
      expect([name, contradicted]).toEqual([name, []]);
    }
    expect(Object.keys(NOT_PASSED).filter((name) => !(name in VARIABLES))).toEqual([]);
  });

  it('tells them what stands there, and a configuration that starts', () => {
    const inFile = Object.fromEntries(
      Object.keys(VARIABLES).flatMap((name) =>
        name in NOT_PASSED ? [] : [[name, sampleOf(name as VariableName)]],
      ),
    );
    const needed = {
      APP_SECRET: inFile.APP_SECRET ?? '',
      GEMINI_API_KEY: 'key-of-the-model',
      SMTP_URL: 'smtp://mail',
    };
    for (const variables of [inFile, needed]) {
      const told = composeProcesses('scaled', variables);
      expect(told.map(({ name }) => name)).toEqual(serving);
      for (const { role, env } of told) {
        expect(env).toMatchObject(variables);
        expect(loadConfig(env)).toMatchObject({ role, env: 'production' });
      }
    }
  });

  it('keeps every secret out of the file', () => {
    const secret = /^\s+(\w*(?:SECRETS?|PASSWORD|API_KEY|TOKEN|HEADERS))\s*:/gm;
    for (const [, name] of read('docker-compose.yml').matchAll(secret))
      expect(read('docker-compose.yml')).toMatch(new RegExp(`${name}: \\$\\{${name}:[?-]`));
  });
});

describe('deploy/proxy', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { networks?: { default: { aliases: string[] } }; volumes?: string[] }>;
  };

  it('is what the proxy of docker-compose.yml reads, which believes nobody unless told to', () => {
    const mounted = services.web?.volumes?.map((volume) => volume.replace(/:\/.*$/, '')) ?? [];
    const trusts = '${PROXY_TRUSTS:-./deploy/proxy/trusts-nobody.conf}';
    expect(mounted.sort()).toEqual([
      trusts,
      './deploy/proxy/orbisvoice.conf',
      './deploy/proxy/upstreams.conf',
    ]);
    for (const file of mounted)
      expect(existsSync(join(ROOT, file.replace(/^\$\{\w+:-|\}$/g, '')))).toBe(true);
    expect(read('deploy/proxy/trusts-nobody.conf').replace(/^#.*$/gm, '').trim()).toBe('');
    const offered = /^# PROXY_TRUSTS=(.+)$/m.exec(read('.env.example'))?.[1] ?? '';
    expect(read(offered)).toContain('set_real_ip_from');
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

  it('installs by the rules of .npmrc', () => {
    const first = read('Dockerfile').indexOf('RUN npm ci');
    const copied = /^COPY (?:\S+ )*\.npmrc /m.exec(read('Dockerfile'));
    expect(copied?.index).toBeLessThan(first);
    // Everything is left out of the build but what is named.
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['**', '!.npmrc']));
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
  const [forBoth = '', forProcesses = '', forContainers = ''] = read('.env.example').split(/^## /m);
  const namedIn = (text: string) => [...text.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name ?? '');

  it('says of each variable who reads it', () => {
    const both = namedIn(forBoth);
    expect(both.length).toBeGreaterThan(5);
    expect(both.filter((name) => !(name in VARIABLES) || name in NOT_PASSED)).toEqual([]);
    expect(namedIn(forProcesses).filter((name) => !(name in VARIABLES) || !(name in NOT_PASSED))).toEqual([]);
    const compose = read('docker-compose.yml');
    expect(namedIn(forContainers)).toContain('POSTGRES_PASSWORD');
    expect(
      namedIn(forContainers).filter((name) => name in VARIABLES || !compose.includes(`\${${name}:`)),
    ).toEqual([]);
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
