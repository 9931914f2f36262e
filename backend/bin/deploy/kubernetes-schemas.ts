import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../lib/paths.mjs';

/** Who publishes the schemas of an API group; all others are of Kubernetes itself. */
const PUBLISHERS: Record<string, string> = {
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
}
type Model = new (object: KubernetesObject) => { validate: () => void };

const moduleOf = ({ apiVersion, kind }: KubernetesObject) => {
  const [group = ''] = apiVersion.split('/');
  return `${PUBLISHERS[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
};

/**
 * What the public schemas of Kubernetes, the Gateway API and the Prometheus operator refuse, of each object. Their
 * validators judge values (kinds, patterns, what is required) and pass over fields that they do not know. Types are made
 * from the same schemas, and the compiler lets no literal have a field that its type does not.
 */
export async function refusals(objects: readonly KubernetesObject[]): Promise<string[][]> {
  const byTypes = refusedByTypes(objects);
  const refused: string[][] = [];
  // One after the other: Jest loses modules that two imports at a time have in common.
  for (const [index, object] of objects.entries())
    refused.push([
      ...(await refusedByValidator(object)),
      ...byTypes.filter(({ line }) => line === index).map(({ message }) => message),
    ]);
  return refused;
}

/** Also where there is no schema of that version and kind. */
async function refusedByValidator(object: KubernetesObject): Promise<string[]> {
  try {
    const models = (await import(moduleOf(object))) as Record<string, Model>;
    const Model = models[object.kind] as Model;
    new Model(object).validate();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function refusedByTypes(objects: readonly KubernetesObject[]) {
  // Never written; where it would lie, so that packages are found from there. An object a line.
  const name = join(ROOT, 'backend', 'bin', 'deploy', 'objects.mts');
  const text = objects.map(
    (object, index) =>
      `export const one${index}: import('${moduleOf(object)}').I${object.kind} = ${JSON.stringify(object)};`,
  );
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [],
    skipLibCheck: true,
    noEmit: true,
  };
  const source = ts.createSourceFile(name, text.join('\n'), options.target ?? ts.ScriptTarget.Latest);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([name], options, {
    ...host,
    getSourceFile: (file, ...how) => (file === name ? source : host.getSourceFile(file, ...how)),
  });
  return program.getSemanticDiagnostics(program.getSourceFile(name)).map(({ start = 0, messageText }) => ({
    line: source.getLineAndCharacterOfPosition(start).line,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }));
}
