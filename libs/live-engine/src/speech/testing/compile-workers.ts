import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformFileSync } from '@swc/core';

const SOURCE = join(import.meta.dirname, '..', '..');
const CACHE = join(SOURCE, '..', '..', '..', 'node_modules', '.cache', 'orbisvoice-speech');

/**
 * Worker threads run plain Node, which cannot read TypeScript: tests compile the sources into a cache folder first and
 * hand its address to `createSpeechPerformer`. A built engine finds its workers beside itself.
 */
export function compileWorkers(): URL {
  const files = [
    'ports.ts',
    ...readdirSync(join(SOURCE, 'speech'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('testing'))
      .map((file) => join('speech', file))
      .sort(),
  ];
  const outputs = files.map((file) => ({
    path: file.replace(/\.ts$/, '.js'),
    code: compiled(join(SOURCE, file)),
  }));
  const hash = createHash('sha256').update(JSON.stringify(outputs)).digest('hex').slice(0, 16);
  const target = join(CACHE, hash);
  if (!existsSync(target)) writeFolder(target, outputs);
  return pathToFileURL(join(target, 'speech', '/'));
}

function compiled(file: string): string {
  return transformFileSync(file, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  }).code;
}

/** Test files run in several processes at once: each writes a folder of its own, the first one gives it the name. */
function writeFolder(target: string, outputs: { path: string; code: string }[]): void {
  const draft = `${target}.${randomUUID()}`;
  for (const { path, code } of [...outputs, { path: 'package.json', code: '{"type":"module"}' }]) {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFileSync(join(draft, path), code);
  }
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  }
}
