import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from '../lib/paths.mjs';
import { composeRefusals } from './compose-schema.js';
import { objects, read } from './kubernetes-manifests.js';
import { refusals, type KubernetesObject } from './kubernetes-schemas.js';

// Neither Docker nor a cluster is here, so files are held against what both publish of their formats. Our own shapes
// (kubernetes-shapes.ts, compose-shape.ts) are narrower, but we wrote them: what we misread once, we misread in both.

describe('what a cluster is given', () => {
  /** As the command of docs/guides/operations.md makes it, which observability.spec.ts runs. */
  const alerts = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'orbisvoice' },
    spec: parse(readFileSync(join(ROOT, 'deploy', 'observability', 'alerts.yml'), 'utf8')) as object,
  };
  const given = [
    ...objects.map(([name, object]) => [name, object as KubernetesObject] as const),
    ['alerts.yml as a PrometheusRule', alerts] as const,
  ];

  /** One thing in the text of an object, what is put in its place, and what of it has to be named. */
  const wrongs: [name: string, right: string, wrong: string, word: string][] = [
    ['serve/api.yaml #1', 'livenessProbe:', 'livenesProbe:', 'livenesProbe'],
    ['serve/api.yaml #1', 'minReadySeconds: 5', 'replicas: three', 'spec/replicas must be integer'],
    ['serve/api.yaml #1', 'selector:', 'selects:', 'property selector'],
    ['serve/api.yaml #1', 'RollingUpdate', 'Rolling', 'strategy/type'],
    ['serve/api.yaml #1', '384Mi', '384Mib', 'quantity'],
    ['serve/api.yaml #2', 'port: 3000', "port: '3000'", 'ports/0/port'],
    ['serve/api.yaml #3', 'maxUnavailable:', 'maxUnavailible:', 'maxUnavailible'],
    ['serve/api.yaml #4', 'maxReplicas: 10', 'maxReplicas: ten', 'maxReplicas'],
    ['serve/api.yaml #4', 'autoscaling/v2', 'autoscaling/v3', 'autoscaling/v3'],
    ['serve/gateway.yaml #4', 'averageValue:', 'averagevalue:', 'averagevalue'],
    ['serve/way-in.yaml #1', 'Terminate', 'Terminated', 'tls/mode'],
    ['serve/way-in.yaml #2', 'request: 0s', 'requests: 0s', 'requests'],
    ['serve/way-in.yaml #2', 'request: 0s', "request: '0'", 'timeouts/request'],
    ['serve/way-in.yaml #2', 'PathPrefix', 'Prefix', 'path/type'],
    ['prepare/config.yaml #1', '10.0.0.0/8', '10', 'TRUST_PROXY'],
    ['prepare/migrations.yaml #1', 'backoffLimit:', 'backofLimit:', 'backofLimit'],
    ['prepare/network-policy.yaml #3', 'cidr:', 'cdir:', 'cdir'],
    ['backup/cron-job.yaml #1', 'Forbid', 'Forbidden', 'concurrencyPolicy'],
    ['backup/cron-job.yaml #2', '5 * * * *', '5', 'schedule must be string'],
    ['backup/cron-job.yaml #3', 'accessModes:', 'accessMode:', 'accessMode'],
    ['monitor/pod-monitor.yaml #1', 'targetLabel:', 'target_label:', 'target_label'],
    ['monitor/pod-monitor.yaml #1', '15s', '15x', 'interval'],
  ];
  const spoilt = ([name, right, wrong]: (typeof wrongs)[number]) => {
    const [file = '', place] = name.split(' #');
    expect(read(file)).toContain(right);
    const documents = parseAllDocuments(read(file).replaceAll(right, wrong));
    return documents[Number(place) - 1]?.toJS() as KubernetesObject;
  };

  let told: string[][];
  beforeAll(async () => {
    told = await refusals([...given.map(([, object]) => object), ...wrongs.map(spoilt)]);
  });

  it.each(given.map(([name], index) => [name, index] as const))('%s is as published', (_, index) => {
    expect(told[index]).toEqual([]);
  });

  it.each(wrongs.map((wrong, index) => [...wrong, given.length + index] as const))(
    '%s would be refused where for %j it said %j',
    (_name, _right, _wrong, word, index) => {
      expect(told[index]?.join('\n')).toContain(word);
    },
  );
});

describe('files of Compose', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orbis-compose-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['docker-compose.yml', '.ci/engine.compose.yml'])('%s is as published', (file) => {
    expect(composeRefusals(join(ROOT, file))).toEqual([]);
  });

  it.each([
    ['read_only: true', 'readonly: true', '/services/'],
    ['start_interval:', 'start_intervall:', '/healthcheck'],
    ['\nsecrets:', '\nsecret:', 'additional properties'],
    ['init: true', 'init: [true]', '/init'],
    ['profiles: [scaled]', 'profiles: scaled', '/profiles'],
    ['service_healthy', 'service_healthful', '/depends_on'],
    ['environment: METRICS_TOKEN', 'environment: [METRICS_TOKEN]', '/secrets'],
    ['\nservices:', '\nservices: [', 'Invalid YAML'],
  ])('would be refused where for %j it said %j', (right, wrong, word) => {
    const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
    expect(text).toContain(right);
    writeFileSync(join(folder, 'docker-compose.yml'), text.replaceAll(right, wrong));
    expect(composeRefusals(join(folder, 'docker-compose.yml')).join('\n')).toContain(word);
  });
});
