import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from '@jest/globals';

const SOURCES = join(import.meta.dirname, '..', '..');
const DOCUMENT = join(SOURCES, '..', '..', 'docs', 'architecture', 'referrals.md');
const INVARIANTS = Array.from({ length: 32 }, (_, index) => index + 1);

/** By number, the specs that have a test of this name. */
function testsOf(): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.spec.ts'))
      for (const [, number] of readFileSync(join(SOURCES, file), 'utf8').matchAll(
        /(?:it|describe)\('invariant (\d+):/g,
      ))
        found.set(Number(number), (found.get(Number(number)) ?? new Set()).add(basename(file)));
  return found;
}

/** What the document says: a row lists numbers (`7 to 15, 31`) and where their tests are. */
function rowsOf(text: string): Map<number, string> {
  const rows = new Map<number, string>();
  for (const [, numbers = '', where = ''] of text.matchAll(/^\| ([\d, to]+?) +\| (.+?) +\|$/gm))
    for (const [, from, to = from] of numbers.matchAll(/(\d+)(?: to (\d+))?/g))
      for (let number = Number(from); number <= Number(to); number++)
        rows.set(number, `${rows.get(number) ?? ''} ${where}`);
  return rows;
}

it('every invariant of the programme is a test, and stands in the document with its file', () => {
  const tests = testsOf();
  const rows = rowsOf(readFileSync(DOCUMENT, 'utf8'));
  expect([...tests.keys()].sort((a, b) => a - b)).toEqual(INVARIANTS);
  for (const number of INVARIANTS)
    for (const file of tests.get(number) ?? [])
      expect({ number, row: rows.get(number) }).toEqual({ number, row: expect.stringContaining(file) });
});
