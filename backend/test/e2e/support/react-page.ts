import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './program.js';

/** The React example as one script, as a bundler of the site would make it. */
export async function buildReactPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'widget', 'demo', 'react.tsx')],
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
