import { z } from 'zod';

/**
 * What of the Kubernetes API our manifests use, closed everywhere: a misspelt field, which a cluster would refuse or,
 * worse, ignore, fails here. Rules that reach over several objects are in kubernetes.spec.ts.
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
  image: z.literal('orbisvoice'),
  command: z.array(z.string()).optional(),
  envFrom: z.array(Source),
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
  containers: z.tuple([Container]),
  volumes: z.array(z.strictObject({ name: Name, emptyDir: z.strictObject({}) })),
});
const Pod = z.strictObject({
  metadata: z.strictObject({ labels: Labels, annotations: Labels.optional() }),
  spec: PodSpec,
});

const object = <V extends string, K extends string, S extends z.ZodType>(version: V, kind: K, spec: S) =>
  z.strictObject({ apiVersion: z.literal(version), kind: z.literal(kind), metadata: Metadata, spec });

export const Deployment = object(
  'apps/v1',
  'Deployment',
  z.strictObject({
    replicas: z.int(),
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

export const Service = object(
  'v1',
  'Service',
  z.strictObject({
    selector: Labels.optional(),
    ports: z.array(z.strictObject({ name: Name, port: z.int(), targetPort: z.union([Name, z.int()]) })),
  }),
);

const Backend = z.strictObject({
  service: z.strictObject({
    name: Name,
    port: z.union([z.strictObject({ name: Name }), z.strictObject({ number: z.int() })]),
  }),
});
export const Ingress = object(
  'networking.k8s.io/v1',
  'Ingress',
  z.strictObject({
    ingressClassName: Name,
    tls: z.array(z.strictObject({ hosts: z.array(z.string()), secretName: Name })),
    rules: z.array(
      z.strictObject({
        host: z.string(),
        http: z.strictObject({
          paths: z.array(
            z.strictObject({ path: z.string(), pathType: z.enum(['Exact', 'Prefix']), backend: Backend }),
          ),
        }),
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

const Peer = z.union([
  z.strictObject({ namespaceSelector: Selector }),
  z.strictObject({ ipBlock: z.strictObject({ cidr: z.cidrv4(), except: z.array(z.cidrv4()).optional() }) }),
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

const plain = { apiVersion: z.literal('v1'), metadata: Metadata };
export const Manifest = z.discriminatedUnion('kind', [
  Deployment,
  Job,
  Service,
  Ingress,
  DisruptionBudget,
  Autoscaler,
  NetworkPolicy,
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
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })),
});
