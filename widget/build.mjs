// @ts-check
// Bundles the widget into one file and holds its size: node build.mjs [--parts]
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { minify } from '@swc/core';
import { build, transform } from 'esbuild';
import ts from 'typescript';
import { libraryTexts, ownNames, textsOf } from './bin/own-names.mjs';

/** Bytes after gzip. Being over the aim is told at each build; above the limit the build fails. */
const AIM = 16 * 1024;
const LIMIT = 20 * 1024;
/** What dialogs and adopted style sheets need anyway: Chrome and Firefox since 2023, Safari since 16.4. */
const TARGET = 'es2022';
/** English is in the script itself. */
const FETCHED_LANGUAGES = ['es', 'de', 'fr', 'ar'];
const DIGITS = 10;

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

/** @type {Map<string, string>} */
const words = new Map();
for (const lang of FETCHED_LANGUAGES)
  words.set(lang, JSON.stringify((await load(join(here, `src/i18n/${lang}.ts`)))[lang]));
/** Names the words in all languages by their content: a script never gets those that were written for another. */
const wordsDigest = createHash('sha256')
  .update([...words.values()].join())
  .digest('hex')
  .slice(0, DIGITS);

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
    define: {
      __ORBIS_VERSION__: JSON.stringify(version),
      __ORBIS_WORDS__: JSON.stringify(wordsDigest),
    },
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
      // Both make the code shorter and what is packed longer: they take from it what resembles each other.
      ...{ sequences: false, collapse_vars: false },
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
const packed = await gzipAsync(Buffer.from(code), { numiterations: 40 });
const gzipped = packed.length;
const bytes = Buffer.byteLength(code);
const brotli = brotliCompressSync(code).length;
say(`widget.js: ${bytes} bytes, ${gzipped} after gzip (aim ${AIM}, limit ${LIMIT}), ${brotli} after brotli`);
if (gzipped > AIM) say(`widget.js is ${gzipped - AIM} bytes over its aim`);
if (gzipped > LIMIT) {
  say(`widget.js is ${gzipped - LIMIT} bytes over its limit`);
  process.exit(1);
}

const wordsFolder = join(out, 'widget/words');
rmSync(wordsFolder, { recursive: true, force: true });
mkdirSync(wordsFolder, { recursive: true });
write('widget.js', code);
write('widget.js.gz', packed);
const wordsOf = [...words].map(([lang, text]) => {
  write(`widget/words/${lang}@${wordsDigest}.json`, text);
  return `${lang} ${gzipSync(text, { level: 9 }).length}`;
});
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
