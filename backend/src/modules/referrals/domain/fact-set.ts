import { digestOf } from './digest.js';
import { isFact, type Fact, type FactOf } from './fact.js';
import { naturalKey } from './natural-key.js';

/** One key under which different things were said. Nobody is paid from it until a person chooses. */
export interface Conflict {
  readonly naturalKey: string;
  readonly variants: readonly Fact[];
}

export interface FactSet {
  readonly facts: readonly Fact[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Reads reports as a set: repetitions count once, and a key with two contents is set aside whole. "The first one wins"
 * would make the order of arrival decide about money.
 */
export function factSetOf(reports: Iterable<Fact>): FactSet {
  const reportsOf = new Map<string, Fact[]>();
  for (const report of reports) {
    const key = naturalKey(report);
    const known = reportsOf.get(key);
    if (known) known.push(report);
    else reportsOf.set(key, [report]);
  }
  const byKey = new Map([...reportsOf].map(([key, said]) => [key, variantsOf(said)]));
  const choices = resolutionsIn(byKey);
  const facts: Fact[] = [];
  const conflicts: Conflict[] = [];
  for (const [key, variants] of inOrder(byKey)) {
    const chosen =
      variants.length === 1
        ? variants[0]
        : variants.find((variant) => digestOf(variant) === choices.get(key));
    if (chosen) facts.push(chosen);
    else conflicts.push({ naturalKey: key, variants });
  }
  return { facts, conflicts };
}

/** Whatever is computed from the set then has one order too, whoever reported first. */
const inOrder = <T>(byKey: ReadonlyMap<string, T>): [string, T][] =>
  [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));

/** What was said under one key, each different thing once. */
function variantsOf(said: readonly Fact[]): readonly Fact[] {
  const [first] = said;
  const text = JSON.stringify(first);
  // The usual repetition is the same to the letter; only what looks different is worth a digest.
  if (first && said.every((fact) => fact === first || JSON.stringify(fact) === text)) return [first];
  const sorted = new Map(said.map((fact) => [digestOf(fact), fact]));
  return [...sorted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

/** The newest undisputed choice for each key. */
function resolutionsIn(byKey: ReadonlyMap<string, readonly Fact[]>): ReadonlyMap<string, string> {
  const resolutions = [...byKey.values()]
    .flatMap((variants) => (variants.length === 1 ? variants : []))
    .filter(isFact('conflict.resolved'))
    .sort(byOperation);
  return new Map(resolutions.map((resolution) => [resolution.naturalKey, resolution.digest]));
}

type ByHand = FactOf<'conflict.resolved' | 'attribution.override' | 'flag.decided'>;

/** Oldest first; operations of one millisecond by their id, so that there is always one order. */
export const byOperation = (a: ByHand, b: ByHand): number =>
  a.at - b.at || (a.operationId < b.operationId ? -1 : 1);
