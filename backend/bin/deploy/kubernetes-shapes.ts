import { z } from 'zod';

/**
 * What of the Kubernetes API our manifests use, closed everywhere and narrower than the public schemas, which
 * public-schemas.medium.spec.ts asks: what those allow and we do not want fails here. Rules that reach over several objects are
 * in kubernetes.spec.ts.
 */
const Name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const Cpu = z.string().regex(/^\d+m?$/);
const Memory = z.string().regex(/^\d+(Mi|Gi)$/);
const Labels = z.record(z.string(), z.string());
const Metadata = z.strictObject({
  name: Name,
  namespace: Name.optional(),
  labels: Labels.optional(),
  annotations: Labels.optional(),
});
const Selector = z.strictObject({ matchLabels: Labels });
const Expressions = z.strictObject({
  matchExpressions: z.array(
    z.strictObject({ key: z.string(), operator: z.enum(['In', 'NotIn']), values: z.array(z.string()) }),
  ),
});

const KeyRef = z.strictObject({ name: Name, key: z.string() });
const Variable = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({ name: z.string(), valueFrom: z.strictObject({ secretKeyRef: KeyRef }) }),
]);
const Source = z.union([
  z.strictObject({ configMapRef: z.strictObject({ name: Name }) }),
  z.strictObject({ secretRef: z.strictObject({ name: Name }) }),
]);
const Probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string().startsWith('/'), port: Name }),
  periodSeconds: z.int(),
  timeoutSeconds: z.int().optional(),
  failureThreshold: z.int(),
});
const Container = z.strictObject({
  name: Name,
  image: z.enum(['orbisvoice', 'postgres:18-bookworm']),
  command: z.array(z.string()).optional(),
  envFrom: z.array(Source).optional(),
  env: z.array(Variable),
  ports: z.array(z.strictObject({ name: Name, containerPort: z.int() })).optional(),
  startupProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  lifecycle: z
    .strictObject({
      preStop: z.strictObject({
        exec: z.strictObject({ command: z.tuple([z.literal('sleep'), z.string()]) }),
      }),
    })
    .optional(),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: Cpu, memory: Memory }),
    limits: z.strictObject({ memory: Memory }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: Name, mountPath: z.string() })),
});
const PodSpec = z.strictObject({
  serviceAccountName: Name,
  automountServiceAccountToken: z.literal(false),
  restartPolicy: z.literal('Never').optional(),
  terminationGracePeriodSeconds: z.int().optional(),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.int().positive(),
    runAsGroup: z.int().positive(),
    fsGroup: z.int().positive().optional(),
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  topologySpreadConstraints: z
    .array(
      z.strictObject({
        maxSkew: z.int(),
        topologyKey: z.string(),
        whenUnsatisfiable: z.enum(['ScheduleAnyway', 'DoNotSchedule']),
        labelSelector: Selector,
      }),
    )
    .optional(),
  affinity: z
    .strictObject({
      podAffinity: z.strictObject({
        requiredDuringSchedulingIgnoredDuringExecution: z.tuple([
          z.strictObject({ labelSelector: Selector, topologyKey: z.literal('kubernetes.io/hostname') }),
        ]),
      }),
    })
    .optional(),
  initContainers: z.array(Container).optional(),
  containers: z.tuple([Container]),
  volumes: z.array(
    z.union([
      z.strictObject({ name: Name, emptyDir: z.strictObject({}) }),
      z.strictObject({ name: Name, configMap: z.strictObject({ name: Name }) }),
      z.strictObject({ name: Name, persistentVolumeClaim: z.strictObject({ claimName: Name }) }),
    ]),
  ),
});
const Pod = z.strictObject({
  metadata: z.strictObject({ labels: Labels }),
  spec: PodSpec,
});

const object = <V extends string, K extends string, S extends z.ZodType>(version: V, kind: K, spec: S) =>
  z.strictObject({ apiVersion: z.literal(version), kind: z.literal(kind), metadata: Metadata, spec });

/** Without `replicas`: each is an autoscaler's, whose number an applied one would replace, cutting the fleet at a release. */
export const Deployment = object(
  'apps/v1',
  'Deployment',
  z.strictObject({
    minReadySeconds: z.int(),
    revisionHistoryLimit: z.int(),
    selector: Selector,
    strategy: z.strictObject({
      type: z.literal('RollingUpdate'),
      rollingUpdate: z.strictObject({ maxUnavailable: z.int(), maxSurge: z.int() }),
    }),
    template: Pod,
  }),
);
export type Deployment = z.infer<typeof Deployment>;

export const Job = object(
  'batch/v1',
  'Job',
  z.strictObject({
    backoffLimit: z.int(),
    activeDeadlineSeconds: z.int(),
    ttlSecondsAfterFinished: z.int(),
    template: Pod,
  }),
);

export const CronJob = object(
  'batch/v1',
  'CronJob',
  z.strictObject({
    schedule: z.string().regex(/^\d+ (\d+|\*) \* \* \*$/),
    concurrencyPolicy: z.literal('Forbid'),
    startingDeadlineSeconds: z.int(),
    successfulJobsHistoryLimit: z.int(),
    failedJobsHistoryLimit: z.int(),
    jobTemplate: z.strictObject({
      spec: z.strictObject({ backoffLimit: z.int(), activeDeadlineSeconds: z.int(), template: Pod }),
    }),
  }),
);

const VolumeClaim = object(
  'v1',
  'PersistentVolumeClaim',
  z.strictObject({
    accessModes: z.tuple([z.literal('ReadWriteOnce')]),
    resources: z.strictObject({ requests: z.strictObject({ storage: z.string().regex(/^\d+Gi$/) }) }),
  }),
);

export const Service = object(
  'v1',
  'Service',
  z.strictObject({
    selector: Labels,
    ports: z.array(z.strictObject({ name: Name, port: z.int(), targetPort: Name })),
  }),
);

const Gateway = object(
  'gateway.networking.k8s.io/v1',
  'Gateway',
  z.strictObject({
    gatewayClassName: Name,
    listeners: z.array(
      z.strictObject({
        name: Name,
        hostname: z.string(),
        port: z.int(),
        protocol: z.literal('HTTPS'),
        tls: z.strictObject({
          mode: z.literal('Terminate'),
          certificateRefs: z.array(z.strictObject({ name: Name })),
        }),
        allowedRoutes: z.strictObject({ namespaces: z.strictObject({ from: z.literal('Same') }) }),
      }),
    ),
  }),
);

const HttpRoute = object(
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  z.strictObject({
    parentRefs: z.array(z.strictObject({ name: Name })),
    hostnames: z.array(z.string()),
    rules: z.array(
      z.strictObject({
        matches: z.tuple([
          z.strictObject({
            path: z.strictObject({
              type: z.enum(['Exact', 'PathPrefix']),
              value: z.string().startsWith('/'),
            }),
          }),
        ]),
        timeouts: z.strictObject({ request: z.string().regex(/^\d+(ms|s|m|h)$/) }).optional(),
        backendRefs: z.tuple([z.strictObject({ name: Name, port: z.int() })]).optional(),
      }),
    ),
  }),
);

export const DisruptionBudget = object(
  'policy/v1',
  'PodDisruptionBudget',
  z.strictObject({ maxUnavailable: z.int().positive(), selector: Selector }),
);

const Metric = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('Resource'),
    resource: z.strictObject({
      name: z.literal('cpu'),
      target: z.strictObject({ type: z.literal('Utilization'), averageUtilization: z.int() }),
    }),
  }),
  z.strictObject({
    type: z.literal('Pods'),
    pods: z.strictObject({
      metric: z.strictObject({ name: z.string() }),
      target: z.strictObject({ type: z.literal('AverageValue'), averageValue: z.string().regex(/^\d+$/) }),
    }),
  }),
  z.strictObject({
    type: z.literal('External'),
    external: z.strictObject({
      metric: z.strictObject({ name: z.string() }),
      target: z.strictObject({ type: z.literal('Value'), value: z.string().regex(/^\d+$/) }),
    }),
  }),
]);
const Pace = z.strictObject({
  stabilizationWindowSeconds: z.int(),
  policies: z
    .array(z.strictObject({ type: z.enum(['Pods', 'Percent']), value: z.int(), periodSeconds: z.int() }))
    .optional(),
});
export const Autoscaler = object(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  z.strictObject({
    scaleTargetRef: z.strictObject({
      apiVersion: z.literal('apps/v1'),
      kind: z.literal('Deployment'),
      name: Name,
    }),
    minReplicas: z.int(),
    maxReplicas: z.int(),
    metrics: z.array(Metric),
    behavior: z.strictObject({ scaleUp: Pace.optional(), scaleDown: Pace }),
  }),
);

const Network = z.union([z.cidrv4(), z.cidrv6()]);
const Peer = z.union([
  z.strictObject({ namespaceSelector: Selector }),
  z.strictObject({ ipBlock: z.strictObject({ cidr: Network, except: z.array(Network).optional() }) }),
]);
const PolicyPorts = z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port: z.int() }));
export const NetworkPolicy = object(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  z.strictObject({
    podSelector: z.union([z.strictObject({}), Expressions]),
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: z.array(Peer), ports: PolicyPorts })).optional(),
    egress: z.array(z.strictObject({ to: z.array(Peer), ports: PolicyPorts })).optional(),
  }),
);

/** Of the Prometheus operator, which not every cluster has. */
export const PodMonitor = object(
  'monitoring.coreos.com/v1',
  'PodMonitor',
  z.strictObject({
    selector: Expressions,
    podMetricsEndpoints: z.array(
      z.strictObject({
        port: Name,
        path: z.string().startsWith('/'),
        interval: z.string().regex(/^\d+s$/),
        authorization: z.strictObject({ credentials: KeyRef }),
        relabelings: z.array(
          z.strictObject({
            action: z.literal('replace'),
            sourceLabels: z.array(z.string()).optional(),
            targetLabel: z.string(),
            replacement: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
);

const plain = { apiVersion: z.literal('v1'), metadata: Metadata };
export const Manifest = z.discriminatedUnion('kind', [
  Deployment,
  Job,
  CronJob,
  VolumeClaim,
  Service,
  Gateway,
  HttpRoute,
  DisruptionBudget,
  Autoscaler,
  NetworkPolicy,
  PodMonitor,
  z.strictObject({ ...plain, kind: z.literal('Namespace') }),
  z.strictObject({ ...plain, kind: z.literal('ConfigMap'), data: z.record(z.string(), z.string()) }),
  z.strictObject({
    ...plain,
    kind: z.literal('ServiceAccount'),
    automountServiceAccountToken: z.literal(false),
  }),
]);
export type Manifest = z.infer<typeof Manifest>;

export const Kustomization = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  namespace: Name,
  labels: z.array(z.strictObject({ pairs: Labels })),
  resources: z.array(z.string()),
  configMapGenerator: z.array(z.strictObject({ name: Name, files: z.array(z.string()) })).optional(),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })).optional(),
});
