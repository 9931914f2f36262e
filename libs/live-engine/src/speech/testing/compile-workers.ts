import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformFileSync } from '@swc/core';

const SOURCE = join(import.meta.dirname, '..', '..');

/**
 * Worker threads run plain Node, which cannot read TypeScript: tests compile the sources into a cache folder first and
 * hand its address to `createSpeechPerformer`. A built engine finds its workers beside itself.
 */
export function compileWorkers(): URL {
  const target = join(
    SOURCE,
    '..',
    '..',
    '..',
    'node_modules',
    '.cache',
    'orbisvoice-speech',
    String(process.pid),
  );
  const files = [
    'ports.ts',
    ...readdirSync(join(SOURCE, 'speech'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('testing'))
      .map((file) => join('speech', file)),
  ];
  for (const file of files) {
    const { code } = transformFileSync(join(SOURCE, file), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const out = join(target, relative('.', file).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, code);
  }
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  return pathToFileURL(join(target, 'speech', '/'));
}
