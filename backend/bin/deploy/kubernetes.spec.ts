import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '@orbisvoice/config';
import { parse } from 'yaml';
import { CALL_HOLDER_ARGS } from '../launcher/services.mjs';
import { ROOT } from '../lib/paths.mjs';
import { all, files, kustomizations, named, objects, read, type Of } from './kubernetes-manifests.js';
import { Manifest } from './kubernetes-shapes.js';

/** Node's own, which the configuration does not read. */
const NODE_VARIABLES = ['NODE_OPTIONS'];
/** After the drain: jobs, servers, pools (`stop-on-signals.ts`). */
const CLOSING_SECONDS = 15;

/** What a role sets by itself, so that the ConfigMap and the Secret say it in vain, and why. */
const OWN_VARIABLES: Record<string, string> = {
  ROLE: 'the deployment is its role',
  DRAIN_SECONDS: 'belongs to terminationGracePeriodSeconds beside it',
  CALLS_PER_PROCESS: 'belongs to the resources of a gateway, and to the number that its autoscaler aims at',
  DATABASE_URL: 'that of the owner, for the migrations alone',
};

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
    const [first, second, ...further] = kustomizations.map(([, { namespace, images, labels }]) => ({
      namespace,
      images,
      labels,
    }));
    expect(second).toEqual(first);
    for (const one of further)
      expect(one).toMatchObject({ namespace: first?.namespace, labels: first?.labels });
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

  it('gives gateways the young generation that the launcher gives', () => {
    const options = deployments.flatMap(([, deployment]) => {
      const { env } = containerOf(deployment);
      const says = (name: string) => {
        const variable = env.find((one) => one.name === name);
        return variable && 'value' in variable ? variable.value.split(' ') : [];
      };
      return says('ROLE').includes('gateway') ? [says('NODE_OPTIONS')] : [];
    });
    expect(options).toEqual([expect.arrayContaining(CALL_HOLDER_ARGS)]);
  });

  it('lets every variable of the configuration reach every role through the ConfigMap or the Secret', () => {
    const containers = [
      ...deployments.map(([, deployment]) => containerOf(deployment)),
      named('Job', 'migrations').spec.template.spec.containers[0],
    ];
    const own = new Set<string>();
    for (const { envFrom, env } of containers) {
      // In this order: what is secret stands over what is not, such as an address of Redis with its password.
      expect(envFrom).toEqual([
        { configMapRef: { name: 'orbisvoice' } },
        { secretRef: { name: 'orbisvoice' } },
      ]);
      for (const { name } of env) if (name in VARIABLES) own.add(name);
    }
    expect([...own].sort()).toEqual(Object.keys(OWN_VARIABLES).sort());
  });

  it('tells the address of the schema owner to the migrations and the backup alone', () => {
    const knowing = files.filter((file) => read(file).includes('orbisvoice-owner'));
    expect(knowing.sort()).toEqual(['backup/cron-job.yaml', 'prepare/migrations.yaml']);
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

  it('is read by Prometheus, with the token that opens its figures, under the names that alerts use', () => {
    const { selector, podMetricsEndpoints } = named('PodMonitor', 'orbisvoice').spec;
    const { app } = deployment.spec.template.metadata.labels;
    expect(selector.matchExpressions).toEqual([
      expect.objectContaining({ key: 'app', operator: 'In', values: expect.arrayContaining([app]) }),
    ]);
    const endpoint = podMetricsEndpoints.find(({ port }) => port === container.ports?.[0]?.name);
    expect(endpoint).toMatchObject({
      path: '/metrics',
      authorization: { credentials: { name: 'orbisvoice', key: 'METRICS_TOKEN' } },
      relabelings: [
        { targetLabel: 'job', replacement: 'orbisvoice' },
        { targetLabel: 'role', sourceLabels: ['__meta_kubernetes_pod_label_app'] },
      ],
    });
    const served = named('NetworkPolicy', 'served').spec.ingress?.flatMap(({ ports }) => ports);
    expect(served?.map(({ port }) => port)).toContain(container.ports?.[0]?.containerPort);
  });

  it('loses at most one at a time, and never its last', () => {
    const budget = named('PodDisruptionBudget', role);
    expect(budget.spec).toEqual({ maxUnavailable: 1, selector: deployment.spec.selector });
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
    expect(named('HorizontalPodAutoscaler', role).spec.minReplicas).toBeGreaterThanOrEqual(2);
    expect(deployment.spec.template.metadata.labels).toEqual(deployment.spec.selector.matchLabels);
  });

  it('is scaled within its bounds, and by its autoscaler alone', () => {
    const { spec: scale } = named('HorizontalPodAutoscaler', role);
    expect(scale.scaleTargetRef.name).toBe(role);
    expect(deployment.spec).not.toHaveProperty('replicas');
    expect(scale.maxReplicas).toBeGreaterThan(scale.minReplicas);
  });
});

/** The rules of the Prometheus adapter, as docs/guides/scaling.md gives them. */
const adapter = parse(
  /```yaml adapter\n(.*?)```/s.exec(readFileSync(join(ROOT, 'docs/guides/scaling.md'), 'utf8'))?.[1] ?? '',
) as Record<'rules' | 'externalRules', { seriesQuery: string; metricsQuery: string }[]>;

describe('the backup', () => {
  const { jobTemplate } = named('CronJob', 'backup').spec;
  const { initContainers = [], containers, volumes } = jobTemplate.spec.template.spec;

  it('is written where the volume is, by the script that compose runs too', () => {
    const script = kustomizations.flatMap(([, { configMapGenerator = [] }]) => configMapGenerator);
    expect(script).toEqual([{ name: 'backup', files: ['dump.sh'] }]);
    expect(initContainers[0]?.command).toEqual(['sh', '/scripts/dump.sh']);
    expect(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')).toContain(
      './deploy/kubernetes/backup/dump.sh:/dump.sh:ro',
    );
    const mounts = [...initContainers, ...containers].map(({ volumeMounts }) => volumeMounts);
    for (const mounted of mounts) expect(mounted).toContainEqual({ name: 'backup', mountPath: '/backup' });
    const claim = volumes.find((volume) => 'persistentVolumeClaim' in volume);
    expect(claim).toMatchObject({ persistentVolumeClaim: { claimName: 'backup' } });
    expect(named('PersistentVolumeClaim', 'backup')).toBeDefined();
  });

  it('keeps what was erased beside it, and may reach the database', () => {
    const commands = readFileSync(join(ROOT, 'backend/src/cli/commands.ts'), 'utf8');
    const called = [...(containers[0].command?.join('\n').matchAll(/cli\.js ([\w:]+)/g) ?? [])];
    expect(called.map(([, name]) => name)).toEqual(['privacy:tombstones', 'audit:verify']);
    for (const [, name] of called) expect(commands).toContain(`name: '${name}'`);
    const { podSelector } = named('NetworkPolicy', 'needed').spec;
    const { app } = jobTemplate.spec.template.metadata.labels;
    expect('matchExpressions' in podSelector && podSelector.matchExpressions[0]?.values).toContain(app);
  });
});

describe('the list of what was erased', () => {
  const { schedule, jobTemplate } = named('CronJob', 'tombstones').spec;
  const { metadata, spec } = jobTemplate.spec.template;
  const backup = named('CronJob', 'backup').spec.jobTemplate.spec.template;
  const writing = ({ containers: [{ command = [] }] }: typeof spec) => {
    const [, draft, list] = /privacy:tombstones >(\S+)\nmv \1 (\S+)$/m.exec(command.join('\n')) ?? [];
    return { draft, list };
  };

  it('is written each hour, whole or not at all, where that of the night lies', () => {
    expect(schedule).toMatch(/^\d+ \* \* \* \*$/);
    const [hourly, nightly] = [writing(spec), writing(backup.spec)];
    expect([hourly.list, nightly.list]).toEqual(['/backup/tombstones.jsonl', '/backup/tombstones.jsonl']);
    // At night both may be at it.
    expect(hourly.draft).not.toBe(nightly.draft);
    expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'backup', mountPath: '/backup' });
    expect(spec.volumes).toContainEqual({
      name: 'backup',
      persistentVolumeClaim: { claimName: named('PersistentVolumeClaim', 'backup').metadata.name },
    });
  });

  it('may reach the database, and goes to the node of a dump, since one alone has the volume', () => {
    expect(metadata.labels).toEqual(backup.metadata.labels);
    expect(spec.affinity?.podAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      { labelSelector: { matchLabels: metadata.labels }, topologyKey: 'kubernetes.io/hostname' },
    ]);
  });

  it('is missed by an alert, as the dump is', () => {
    const alerts = readFileSync(join(ROOT, 'deploy/observability/alerts.yml'), 'utf8');
    const missed = [...alerts.matchAll(/cronjob="([^"]+)"/g)].map(([, name]) => name);
    expect(missed.sort()).toEqual(all('CronJob').map(({ metadata: { name } }) => name));
  });

  it('is promised as often by the runbook, and written as often with compose', () => {
    const runbook = readFileSync(join(ROOT, 'docs/runbooks/restore.md'), 'utf8');
    expect(runbook).toMatch(/^ +\d+ +\* \* \* \* .* privacy:tombstones > /m);
    expect(runbook).toMatch(/`tombstones` [^.]*each hour/);
  });
});

describe('the workers', () => {
  it('are scaled by how long work has waited, which the adapter is told by that name', () => {
    const { metrics } = named('HorizontalPodAutoscaler', 'worker').spec;
    const external = metrics.find((metric) => metric.type === 'External');
    const name = external?.external.metric.name ?? 'none';
    expect(readFileSync(join(ROOT, 'backend/src/platform/queue/job-metrics.ts'), 'utf8')).toContain(
      `'${name}'`,
    );
    expect(adapter.externalRules.map(({ seriesQuery }) => seriesQuery.split('{')[0])).toEqual([name]);
    // All workers tell the same number: adding them up would say that work is late because there are many of them.
    expect(adapter.externalRules[0]?.metricsQuery).toMatch(new RegExp(`^max\\(${name}\\{`));
  });
});

it('takes the connections to Postgres that the guide counts, at its smallest and its largest', () => {
  const guide = readFileSync(join(ROOT, 'docs/guides/scaling.md'), 'utf8');
  const source = readFileSync(join(ROOT, 'backend/src/platform/database/data-sources.ts'), 'utf8');
  const size = (pool: string) => Number(new RegExp(`${pool}_POOL_SIZE = (\\d+);`).exec(source)?.[1]);
  // And the one that listens and holds locks (control-connection.ts).
  const usual = size('APP') + size('RELAY') + 1;
  const each = { api: usual, worker: usual, gateway: size('GATEWAY') + size('RELAY') + 1 };
  expect(guide).toContain(`${each.api} for each API and worker, ${each.gateway} for each gateway`);
  const total = (bound: 'minReplicas' | 'maxReplicas') =>
    roles.reduce((sum, one) => sum + each[one] * named('HorizontalPodAutoscaler', one).spec[bound], 0);
  expect(guide).toMatch(new RegExp(`takes up to\\s+${total('minReplicas')}\\b`));
  expect(guide).toContain(total('maxReplicas').toLocaleString('en'));
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
    expect(adapter.rules.map(({ seriesQuery }) => seriesQuery.split('{')[0])).toEqual([
      pods.pods.metric.name,
    ]);
    const refused = Number(variable(named('Deployment', 'gateway'), 'CALLS_PER_PROCESS'));
    expect(Number(pods.pods.target.averageValue)).toBeLessThan(refused);
  });
});

describe('the way in', () => {
  it('leads to services that exist, and these to ports that exist, without a bound on how long a call may last', () => {
    const { rules, parentRefs, hostnames } = named('HTTPRoute', 'orbisvoice').spec;
    for (const { timeouts, backendRefs } of rules) {
      if (!backendRefs) continue;
      const [{ name, port }] = backendRefs;
      const { spec } = named('Service', name);
      const served = spec.ports.find((one) => one.port === port);
      const ports = containerOf(named('Deployment', spec.selector.app ?? '')).ports?.map((one) => one.name);
      expect(ports).toEqual([served?.targetPort]);
      expect(timeouts).toEqual({ request: '0s' });
    }
    const paths = rules.map(({ matches: [{ path }], backendRefs }) => [
      path.type,
      path.value,
      backendRefs?.[0].name,
    ]);
    expect(paths).toEqual([
      ['Exact', '/stream', 'gateway'],
      // Nobody gets the figures from outside.
      ['Exact', '/metrics', undefined],
      ['PathPrefix', '/', 'api'],
    ]);
    const { listeners } = named('Gateway', parentRefs[0]?.name ?? '').spec;
    expect(listeners.map(({ hostname }) => hostname)).toEqual(hostnames);
    const { data } = named('ConfigMap', 'orbisvoice');
    expect(data.PUBLIC_URL).toBe(`https://${hostnames[0]}`);
    expect(data.GATEWAY_URL).toBe(`wss://${hostnames[0]}/stream`);
  });

  it('is closed but for what is served and needed', () => {
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
