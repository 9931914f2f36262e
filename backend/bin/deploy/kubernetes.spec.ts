import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '@orbisvoice/config';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from '../lib/paths.mjs';
import { Kustomization, Manifest } from './kubernetes-shapes.js';

const FOLDER = join(ROOT, 'deploy', 'kubernetes');
/** Node's own, which the configuration does not read. */
const NODE_VARIABLES = ['NODE_OPTIONS'];
/** After the drain: jobs, servers, pools (`stop-on-signals.ts`). */
const CLOSING_SECONDS = 15;

const STEPS = ['prepare', 'serve'];
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const files = STEPS.flatMap((step) =>
  readdirSync(join(FOLDER, step))
    .filter((name) => name !== 'kustomization.yaml')
    .map((name) => `${step}/${name}`),
);
const objects = files.flatMap((file) =>
  parseAllDocuments(read(file)).map((document, index): [string, unknown] => [
    `${file} #${index + 1}`,
    document.toJS(),
  ]),
);
const manifests = objects.map(([, object]) => Manifest.parse(object));
type Of<K extends Manifest['kind']> = Extract<Manifest, { kind: K }>;
const all = <K extends Manifest['kind']>(kind: K) =>
  manifests.filter((manifest): manifest is Of<K> => manifest.kind === kind);
const named = <K extends Manifest['kind']>(kind: K, name: string): Of<K> => {
  const found = all(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};
const kustomizations = STEPS.map(
  (step) => [step, Kustomization.parse(parse(read(`${step}/kustomization.yaml`)))] as const,
);
const roles = ['api', 'gateway', 'worker'] as const;
const deployments = roles.map((role) => [role, named('Deployment', role)] as const);
const containerOf = (deployment: Of<'Deployment'>) => deployment.spec.template.spec.containers[0];
const variable = (deployment: Of<'Deployment'>, name: string) => {
  const found = containerOf(deployment).env.find((one) => one.name === name);
  return found && 'value' in found ? found.value : undefined;
};

describe('deploy/kubernetes', () => {
  it.each(objects)('%s has only fields that Kubernetes knows, each of the right kind', (_name, object) => {
    expect(Manifest.safeParse(object).error?.issues ?? []).toEqual([]);
  });

  it('lists every file in its step, and takes both steps from one image into one namespace', () => {
    const listed = kustomizations.flatMap(([step, { resources }]) =>
      resources.map((name) => `${step}/${name}`),
    );
    expect(listed.sort()).toEqual([...files].sort());
    const [first, second] = kustomizations.map(([, { namespace, images, labels }]) => ({
      namespace,
      images,
      labels,
    }));
    expect(second).toEqual(first);
    expect(named('Namespace', first?.namespace ?? '')).toBeDefined();
  });

  it('sets only variables that the configuration knows, and no secret', () => {
    const known: Record<string, { about: string; secret?: true }> = VARIABLES;
    const set = [
      ...Object.keys(named('ConfigMap', 'orbisvoice').data),
      ...deployments.flatMap(([, deployment]) => containerOf(deployment).env.map(({ name }) => name)),
    ];
    expect(set.filter((name) => !(name in known) && !NODE_VARIABLES.includes(name))).toEqual([]);
    const url = new URL(named('ConfigMap', 'orbisvoice').data.DATABASE_URL ?? '');
    expect([url.username, url.password]).toEqual(['', '']);
    expect(set.filter((name) => known[name]?.secret).sort()).toEqual(['DATABASE_URL', 'REDIS_URL']);
  });

  it('tells the address of the schema owner to the migrations alone', () => {
    const knowing = files.filter((file) => read(file).includes('orbisvoice-owner'));
    expect(knowing).toEqual(['prepare/migrations.yaml']);
  });
});

describe.each(deployments)('the deployment of the %s', (role, deployment) => {
  const container = containerOf(deployment);
  const { spec } = deployment.spec.template;

  it('serves that role, on the port that it has by default', () => {
    const usual = role === 'gateway' ? VARIABLES.GATEWAY_PORT : VARIABLES.PORT;
    expect(variable(deployment, 'ROLE')).toBe(role);
    expect(container.ports?.map(({ containerPort }) => containerPort)).toEqual([
      usual.schema.parse(undefined),
    ]);
    const metrics = deployment.spec.template.metadata.annotations?.['prometheus.io/port'];
    expect(metrics).toBe(String(container.ports?.[0]?.containerPort));
  });

  it('is asked for its life and its readiness where it answers', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const paths = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet.path);
    expect(paths).toEqual(['/health', '/health', '/ready']);
    const ports = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet.port);
    expect(new Set(ports)).toEqual(new Set([container.ports?.[0]?.name]));
  });

  it('gets the time that its drain takes', () => {
    const drain = Number(variable(deployment, 'DRAIN_SECONDS'));
    const before = Number(container.lifecycle?.preStop.exec.command[1]);
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(before + drain + CLOSING_SECONDS);
  });

  it('loses at most one at a time, and never its last', () => {
    const budget = named('PodDisruptionBudget', role);
    expect(budget.spec).toEqual({ maxUnavailable: 1, selector: deployment.spec.selector });
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
    expect(deployment.spec.replicas).toBeGreaterThanOrEqual(2);
    expect(deployment.spec.template.metadata.labels).toEqual(deployment.spec.selector.matchLabels);
  });

  it('is scaled within its bounds', () => {
    const { spec: scale } = named('HorizontalPodAutoscaler', role);
    expect(scale.scaleTargetRef.name).toBe(role);
    expect(scale.minReplicas).toBe(deployment.spec.replicas);
    expect(scale.maxReplicas).toBeGreaterThan(scale.minReplicas);
  });
});

describe('the gateways', () => {
  it('are scaled by live calls, by the name that the gateway gives them, below what it refuses', () => {
    const pods = named('HorizontalPodAutoscaler', 'gateway').spec.metrics.find(({ type }) => type === 'Pods');
    if (pods?.type !== 'Pods') throw new Error('no metric of pods');
    const source = readFileSync(
      join(ROOT, 'backend/src/modules/voice-gateway/runtime/gateway-metrics.ts'),
      'utf8',
    );
    expect(source).toContain(`'${pods.pods.metric.name}'`);
    const refused = Number(variable(named('Deployment', 'gateway'), 'CALLS_PER_PROCESS'));
    expect(Number(pods.pods.target.averageValue)).toBeLessThan(refused);
  });
});

describe('the way in', () => {
  it('leads to services that exist, and these to ports that exist', () => {
    const [ingress] = all('Ingress');
    const backends = ingress?.spec.rules.flatMap(({ http }) => http.paths) ?? [];
    for (const { path, backend } of backends) {
      const service = named('Service', backend.service.name);
      const { port } = backend.service;
      expect(
        service.spec.ports.some((one) =>
          'name' in port ? one.name === port.name : one.port === port.number,
        ),
      ).toBe(true);
      if (path === '/metrics') {
        expect(service.spec.selector).toBeUndefined();
        continue;
      }
      const ports = containerOf(named('Deployment', backend.service.name)).ports?.map(({ name }) => name);
      expect(service.spec.ports.map(({ targetPort }) => targetPort)).toEqual(ports);
    }
    expect(backends.map(({ path }) => path)).toEqual(['/stream', '/metrics', '/']);
  });

  it('is closed but for what is served and needed', () => {
    const { data } = named('ConfigMap', 'orbisvoice');
    const wanted = [data.DATABASE_URL, data.REDIS_URL].map((url) => Number(new URL(url ?? '').port));
    const out = named('NetworkPolicy', 'needed').spec.egress?.flatMap(({ ports }) =>
      ports.map(({ port }) => port),
    );
    expect(out).toEqual(expect.arrayContaining([53, 443, ...wanted]));
    const served = named('NetworkPolicy', 'served').spec.ingress?.flatMap(({ ports }) =>
      ports.map(({ port }) => port),
    );
    expect(served).toEqual([3000, 4001]);
    expect(named('NetworkPolicy', 'deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });
});
