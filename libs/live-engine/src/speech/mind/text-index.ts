import { conceptOf, conceptsOf, isTopic, withoutConceptPhrases, type Concept } from './concepts.js';
import { soundsLike, termsOf, trigramsOf } from './words.js';

/** How far a match counts by its kind; a concept names the same thing in another word. */
const MATCH = { heading: 1.15, word: 1, concept: 0.8, sound: 0.7, spelling: 0.6, otherDay: 0.3 };
const SIMILAR_SPELLING = 0.6;
/** A concept that stands in the question without a word of its own ("how much", "where") weighs like a usual term. */
const PHRASE_WEIGHT = 2.5;
/** Words of a usual subject ("refund") tell more than others of the same rarity. */
const SUBJECT_WEIGHT = 1.3;
const COVERAGE_SHARE = 0.65;

interface Entry<T> {
  item: T;
  vector: Map<string, number>;
  length: number;
  terms: Set<string>;
  concepts: Set<Concept>;
  headingTerms: Set<string>;
  headingConcepts: Set<Concept>;
}

export interface Match<T> {
  item: T;
  /** 0 to 1. */
  score: number;
  /** Share of the question that the text speaks of, by the weight of its words. */
  coverage: number;
}

/**
 * TF-IDF over words and their trigrams, and beside it the share of the question that a text covers. The cosine ranks
 * texts; the coverage tells a weak best from a good one: a word that no text holds weighs the most and is missing.
 */
export class TextIndex<T> {
  private readonly entries: Entry<T>[];
  private readonly documentFrequency = new Map<string, number>();
  private readonly vocabulary: string[];
  private readonly count: number;

  constructor(items: readonly T[], textOf: (item: T) => string, headingOf: (item: T) => string) {
    const texts = items.map((item) => `${headingOf(item)} ${textOf(item)}`);
    this.count = items.length;
    for (const text of texts) {
      for (const feature of featuresOf(termsOf(text)).keys()) {
        this.documentFrequency.set(feature, (this.documentFrequency.get(feature) ?? 0) + 1);
      }
    }
    this.entries = items.map((item, at) => {
      const terms = termsOf(texts[at]!);
      const vector = this.weighted(featuresOf(terms));
      return {
        item,
        vector,
        length: lengthOf(vector),
        terms: new Set(terms),
        concepts: conceptsOf(texts[at]!),
        headingTerms: new Set(termsOf(headingOf(item))),
        headingConcepts: conceptsOf(headingOf(item)),
      };
    });
    this.vocabulary = [...new Set(this.entries.flatMap(({ terms }) => [...terms]))];
  }

  /** Best first; texts that share nothing with the question are left out. */
  search(question: string): Match<T>[] {
    const terms = termsOf(withoutConceptPhrases(question)).map((term) => this.known(term));
    const vector = this.weighted(featuresOf(terms));
    const length = lengthOf(vector);
    const phraseConcepts = [...conceptsOf(question)].filter(
      (concept) => !terms.some((term) => conceptOf(term) === concept),
    );
    return this.entries
      .map((entry) => {
        const coverage = this.coverage(entry, terms, phraseConcepts);
        const cosine = length && entry.length ? dot(vector, entry.vector) / (length * entry.length) : 0;
        return {
          item: entry.item,
          coverage,
          score: COVERAGE_SHARE * coverage + (1 - COVERAGE_SHARE) * cosine,
        };
      })
      .filter(({ coverage }) => coverage > 0)
      .sort((a, b) => b.score - a.score);
  }

  private coverage(entry: Entry<T>, terms: string[], phraseConcepts: Concept[]): number {
    let covered = 0;
    let total = 0;
    for (const term of new Set(terms)) {
      const weight = this.idf(term) * (isTopic(conceptOf(term)) ? SUBJECT_WEIGHT : 1);
      total += weight;
      covered += weight * matchOf(term, entry);
    }
    for (const concept of phraseConcepts) {
      total += PHRASE_WEIGHT;
      if (entry.concepts.has(concept)) covered += PHRASE_WEIGHT * MATCH.concept;
    }
    return total ? covered / total : 0;
  }

  /** A word that no text holds may be a misheard one that some text holds. */
  private known(term: string): string {
    if (this.documentFrequency.has(term) || conceptOf(term)) return term;
    return this.vocabulary.find((word) => soundsLike(term, word)) ?? term;
  }

  private weighted(features: Map<string, number>): Map<string, number> {
    return new Map([...features].map(([feature, count]) => [feature, count * this.idf(feature)]));
  }

  private idf(feature: string): number {
    return 1 + Math.log((1 + this.count) / (1 + (this.documentFrequency.get(feature) ?? 0)));
  }
}

function matchOf<T>(term: string, entry: Entry<T>): number {
  const concept = conceptOf(term);
  if (entry.headingTerms.has(term) || (concept && entry.headingConcepts.has(concept))) return MATCH.heading;
  if (entry.terms.has(term)) return MATCH.word;
  if (concept && entry.concepts.has(concept)) return concept === 'day' ? MATCH.otherDay : MATCH.concept;
  for (const other of entry.terms) {
    if (soundsLike(term, other)) return MATCH.sound;
    if (term.length > 4 && dice(term, other) >= SIMILAR_SPELLING) return MATCH.spelling;
  }
  return 0;
}

/** Words count whole, their trigrams a little, so that endings and misspellings still meet. */
function featuresOf(terms: string[]): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, amount: number) =>
    features.set(feature, (features.get(feature) ?? 0) + amount);
  for (const term of terms) {
    add(term, 1);
    const concept = conceptOf(term);
    if (concept) add(`~${concept}`, 0.8);
    for (const trigram of trigramsOf(term)) add(`#${trigram}`, 0.2);
  }
  return features;
}

function dice(a: string, b: string): number {
  const left = trigramsOf(a);
  const right = new Set(trigramsOf(b));
  return (2 * left.filter((trigram) => right.has(trigram)).length) / (left.length + right.size);
}

function dot(a: Map<string, number>, b: Map<string, number>): number {
  let sum = 0;
  for (const [feature, weight] of a) sum += weight * (b.get(feature) ?? 0);
  return sum;
}

function lengthOf(vector: Map<string, number>): number {
  return Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0));
}
