// @ts-check
// Bundles the widget into one file and holds its size: node build.mjs [--parts]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minify } from '@swc/core';
import { build, transform } from 'esbuild';
import ts from 'typescript';
import { libraryTexts, ownNames, textsOf } from './bin/own-names.mjs';

/** Bytes after gzip. The aim is what we want to get to, and is told at each build; above the limit the build fails. */
const AIM = 16 * 1024;
const LIMIT = 18 * 1024;
/** What dialogs and adopted style sheets need anyway: Chrome and Firefox since 2023, Safari since 16.4. */
const TARGET = 'es2022';
/** English is in the script itself. */
const FETCHED_LANGUAGES = ['es', 'de', 'fr', 'ar'];

const here = import.meta.dirname;
const out = join(here, 'dist');
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

/** @param {string} path */
const source = (path) => readFileSync(join(here, 'src', path), 'utf8');
/** @param {string} name @param {string | Uint8Array} content */
const write = (name, content) => writeFileSync(join(out, name), content);
/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/**
 * What a source file of nothing but data exports.
 * @param {string} path
 * @returns {Promise<Record<string, string>>}
 */
async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
  });
  return import(`data:text/javascript;charset=utf-8,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
}

/** Style sheets are template strings, so that tests and editors read them without a build; here their text is minified. */
async function minifiedStyles() {
  const { STYLES = '' } = await load(join(here, 'src/ui/styles/all.ts'));
  const { code } = await transform(STYLES, { loader: 'css', minify: true, target: TARGET });
  return code.trim();
}

/**
 * The script takes its styles as an argument, which stands behind all code: between the code they would push what
 * resembles each other out of gzip's window, which costs 100 bytes.
 * @type {import('esbuild').Plugin}
 */
const styles = {
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /ui[\\/]styles[\\/]all\.ts$/ }, () => ({
      contents: 'export const STYLES = _;',
    }));
  },
};

const names = ownNames({
  own: textsOf(join(here, 'src'), join(here, '../libs/voice-client/src')),
  known: [
    ...libraryTexts(),
    ...textsOf(join(here, '../libs/contracts/src'), join(here, 'src/public-types.ts')),
    ...textsOf(join(here, 'src/i18n/en.ts')),
  ],
});

async function bundle() {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(here, 'src/index.ts')],
    bundle: true,
    format: 'esm',
    target: TARGET,
    // Libraries are read as TypeScript, so that no other build has to run before this one.
    conditions: ['source'],
    define: { __ORBIS_VERSION__: JSON.stringify(version) },
    // Fields become plain assignments: defining them the standard way costs a helper call each.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    legalComments: 'none',
    minifySyntax: true,
    mangleProps: new RegExp(`^(${names.join('|')})$`),
    metafile: true,
    plugins: [styles],
    write: false,
  });
  const { code } = await minify(outputFiles[0]?.text ?? '', {
    compress: {
      ...{ passes: 6, ecma: 2022, toplevel: true },
      // No code of ours has getters with effects, or cares whether a function has a prototype or a length.
      ...{ unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, pure_getters: true },
    },
    mangle: { toplevel: true },
    ecma: 2022,
    // Pages that declare no encoding, on servers that name none, would garble anything else.
    format: { comments: false, ecma: 2022, asciiOnly: true },
  });
  const script = `(_=>{${code}})(${JSON.stringify(await minifiedStyles())})`;
  return { code: script, inputs: Object.values(metafile.outputs)[0]?.inputs ?? {} };
}

const { code, inputs } = await bundle();
if (process.argv.includes('--parts')) {
  const parts = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  for (const [name, { bytesInOutput }] of parts) say(`${String(bytesInOutput).padStart(7)}  ${name}`);
}
// Half a second once, for 3 % less at each visit: the server sends this file as it is. Loaded only now, because it takes
// over how this process tells of errors.
const { gzipAsync } = await import('@gfx/zopfli');
const packed = await gzipAsync(Buffer.from(code), { numiterations: 15 });
const gzipped = packed.length;
say(`widget.js: ${Buffer.byteLength(code)} bytes, ${gzipped} after gzip (aim ${AIM}, limit ${LIMIT})`);
if (gzipped > AIM) say(`widget.js is ${gzipped - AIM} bytes over its aim`);
if (gzipped > LIMIT) {
  say(`widget.js is ${gzipped - LIMIT} bytes over its limit`);
  process.exit(1);
}

mkdirSync(join(out, 'widget/words'), { recursive: true });
write('widget.js', code);
write('widget.js.gz', packed);
const wordsOf = await Promise.all(
  FETCHED_LANGUAGES.map(async (lang) => {
    const words = JSON.stringify((await load(join(here, `src/i18n/${lang}.ts`)))[lang]);
    write(`widget/words/${lang}.json`, words);
    return `${lang} ${gzipSync(words, { level: 9 }).length}`;
  }),
);
say(`words, fetched by who reads another language than English: ${wordsOf.join(', ')} after gzip`);
// A file of nothing but types is its own declaration.
write('index.d.ts', source('public-types.ts'));

// For React sites, with their own React.
const react = source('react.ts').replaceAll('./public-types.js', './index.js');
write('react.js', (await transform(react, { loader: 'ts', target: TARGET })).code);
write(
  'react.d.ts',
  ts.transpileDeclaration(react, { compilerOptions: { isolatedDeclarations: true } }).outputText,
);
