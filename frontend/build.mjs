// @ts-check
// The bundle that browsers get and, made with it, every public page as a file: the application's script is one entry, the
// small script of the public pages another, and their pages are rendered by a third build that runs here and now.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { readContent } from './bin/read-content.mjs';

const ROOT = import.meta.dirname;
const OUT = join(ROOT, 'dist');
const RENDERER = join(ROOT, '..', 'node_modules', '.cache', 'orbisvoice', 'site');
const SCRIPT = 'src/site/browser/site.ts';

await build({
  root: ROOT,
  logLevel: 'warn',
  build: { manifest: true, rolldownOptions: { input: { app: 'index.html', site: SCRIPT } } },
});
await build({
  root: ROOT,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: 'src/site/render-site.tsx',
    outDir: RENDERER,
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'render-site.mjs' } },
  },
});

/** @type {Record<string, { file: string, css?: string[], assets?: string[] }>} */
const manifest = JSON.parse(readFileSync(join(OUT, '.vite', 'manifest.json'), 'utf8'));
// It is for this program, and for whoever weighs the pages, and not for visitors.
renameSync(join(OUT, '.vite', 'manifest.json'), join(RENDERER, 'manifest.json'));
rmSync(join(OUT, '.vite'), { recursive: true });
const script = manifest[SCRIPT];
if (!script) throw new Error(`the bundle holds no ${SCRIPT}`);
const font = Object.values(manifest).find(({ file }) => /inter-latin-standard-normal.*\.woff2$/.test(file));

/** @type {typeof import('./src/site/render-site.js')} */
const { renderSite } = await import(pathToFileURL(join(RENDERER, 'render-site.mjs')).href);
const files = renderSite({
  content: readContent(),
  assets: {
    script: `/${script.file}`,
    styles: (script.css ?? []).map((file) => `/${file}`),
    ...(font && { font: `/${font.file}` }),
  },
  appDocument: readFileSync(join(OUT, 'index.html'), 'utf8'),
});
for (const { file, content } of files) {
  mkdirSync(dirname(join(OUT, file)), { recursive: true });
  writeFileSync(join(OUT, file), content);
}
