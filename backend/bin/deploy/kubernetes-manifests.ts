import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from '../lib/paths.mjs';
import { Kustomization, Manifest } from './kubernetes-shapes.js';

const FOLDER = join(ROOT, 'deploy', 'kubernetes');
/** Of a release, in this order. */
const STEPS = ['prepare', 'serve'];
/** And what is applied once, where the cluster has what it needs. */
const FOLDERS = [...STEPS, 'monitor', 'backup'];

export const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
export const files = FOLDERS.flatMap((step) =>
  readdirSync(join(FOLDER, step))
    .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    .map((name) => `${step}/${name}`),
);
export const objects = files.flatMap((file) =>
  parseAllDocuments(read(file)).map((document, index): [string, unknown] => [
    `${file} #${index + 1}`,
    document.toJS(),
  ]),
);
export const manifests = objects.map(([, object]) => Manifest.parse(object));

export type Of<K extends Manifest['kind']> = Extract<Manifest, { kind: K }>;
export const all = <K extends Manifest['kind']>(kind: K) =>
  manifests.filter((manifest): manifest is Of<K> => manifest.kind === kind);
export const named = <K extends Manifest['kind']>(kind: K, name: string): Of<K> => {
  const found = all(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};
export const kustomizations = FOLDERS.map(
  (step) => [step, Kustomization.parse(parse(read(`${step}/kustomization.yaml`)))] as const,
);
