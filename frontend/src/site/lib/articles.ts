import { readFrontMatter } from './front-matter.js';
import { renderMarkdown } from './markdown.js';

export interface Article {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** ISO date. */
  readonly date: string;
  readonly minutes: number;
  readonly html: string;
}

const WORDS_A_MINUTE = 220;

export function readArticle(slug: string, text: string, drawings: Readonly<Record<string, string>>): Article {
  const { fields, body } = readFrontMatter(text);
  const { title, description, date } = fields;
  if (!title || !description || !date) throw new Error(`${slug}.md needs title, description and date.`);
  return {
    slug,
    title,
    description,
    date,
    minutes: Math.max(1, Math.round(wordsOf(body) / WORDS_A_MINUTE)),
    html: renderMarkdown(body, { drawings }),
  };
}

/** Words that are read as sentences: tables and code are looked at. */
export const wordsOf = (markdown: string): number =>
  markdown
    .replace(/```[\s\S]*?```|^\|.*$|!\[[^\]]*\]\([^)]*\)/gm, ' ')
    .split(/\s+/)
    .filter((word) => /[a-z0-9]/i.test(word)).length;

/** `23 November 2026`. */
export const longDate = (date: string): string =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
