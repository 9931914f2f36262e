// @ts-check
// Which property names are the widget's alone, so that the bundler may shorten them.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Of browsers, and not in TypeScript's library. */
const FOREIGN = [
  ...['allowsFeature', 'audioSession', 'featurePolicy'],
  ...['AudioWorkletProcessor', 'process', 'registerProcessor'],
];
/**
 * What one build may say to another: from a page to an audio worklet that was fetched after an upgrade and back, and
 * from a page to the next of the same tab.
 */
const SHARED = [
  ...['flushed', 'level', 'pcm', 'playing', 'rms'],
  ...['agentId', 'at', 'from', 'lastSeq', 'mode', 'open', 'secret'],
];
const LIBRARY = /^lib\.(dom|es\w+|decorators)(\.\w+)*\.d\.ts$/;

/** @param {string} path  a folder, or one file of it @returns {string[]} */
const sourcesOf = (path) =>
  path.endsWith('.ts')
    ? [path].filter((name) => !name.endsWith('.spec.ts'))
    : readdirSync(path)
        .filter((name) => name !== 'testing')
        .flatMap((name) => sourcesOf(join(path, name)));

/**
 * The names that the types, classes and literals of a source declare, and its strings.
 * @param {string} text
 */
export function namesIn(text) {
  /** Of types and classes: somebody thought of them as names. @type {string[]} */
  const declared = [];
  /** Of object literals and variables. @type {string[]} */
  const used = [];
  /** @type {string[]} */
  const strings = [];
  const visit = (/** @type {ts.Node} */ node) => {
    // One inside a type is not there when the script runs.
    if (ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent)) strings.push(node.text);
    const { name } = /** @type {{ name?: ts.Node }} */ (node);
    if (name && ts.isIdentifier(name)) {
      if (ts.isTypeElement(node) || ts.isClassElement(node)) declared.push(name.text);
      else if (ts.isObjectLiteralElement(node) || ts.isVariableDeclaration(node)) used.push(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
  return { declared, used, strings };
}

/**
 * The names that our own types declare, less all that anybody else may know: browsers, the wire, the site, another build,
 * and every string of ours, since a name may be looked up by one. A name is taken as such, whatever it is a name of, so
 * that two types which stand for the same object never disagree.
 * @param {{ own: string[], known: string[] }} sources  texts of which the names may be shortened, and may not
 */
export function ownNames({ own, known }) {
  const all = own.map(namesIn);
  const kept = new Set([...FOREIGN, ...SHARED, ...all.flatMap(({ strings }) => strings)]);
  for (const { declared, used } of known.map(namesIn))
    [...declared, ...used].forEach((name) => kept.add(name));
  const names = new Set(all.flatMap(({ declared }) => declared));
  return [...names].filter((name) => name.length > 1 && !kept.has(name)).sort();
}

/** @param {string[]} paths  folders and files @returns {string[]} */
export const textsOf = (...paths) => paths.flatMap(sourcesOf).map((path) => readFileSync(path, 'utf8'));

/** What TypeScript knows of browsers and of the language. */
export function libraryTexts() {
  const folder = dirname(createRequire(import.meta.url).resolve('typescript'));
  const files = readdirSync(folder).filter((name) => LIBRARY.test(name));
  return textsOf(...files.map((name) => join(folder, name)));
}
