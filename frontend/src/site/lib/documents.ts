import { plainWords, readMarkdown, type Heading } from './markdown.js';
import { places } from './places.js';

/** A page of the documentation: a Markdown file of `docs/`. */
export interface DocumentPage {
  /** `/docs/embed`, `/docs/architecture/platform`. */
  readonly path: string;
  readonly group: string;
  readonly title: string;
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

interface Source {
  readonly file: string;
  readonly group: string;
  readonly slug: string;
}

/**
 * The reading order. What is listed comes first, under the name of its group; every other file of a folder follows by its
 * name, so that a new file is a page without being announced.
 */
const GROUPS: readonly {
  readonly name: string;
  readonly files: readonly string[];
  readonly folder?: string;
}[] = [
  {
    name: 'Start',
    files: ['guides/tutorial.md', 'guides/embed.md', 'guides/widget-options.md', 'guides/turn-taking.md'],
  },
  { name: 'Guides', files: ['guides/webhooks.md'], folder: 'guides' },
  {
    name: 'Operating',
    files: [
      'guides/operations.md',
      'api/env.md',
      'guides/limits.md',
      'guides/service-levels.md',
      'guides/measuring.md',
      'figures.md',
    ],
  },
  { name: 'Runbooks', files: [], folder: 'runbooks' },
  { name: 'Reference', files: ['api/voice-protocol.md', 'api/error-codes.md'], folder: 'api' },
  {
    name: 'Working on it',
    files: ['contributing.md', 'guides/extending.md'],
  },
  { name: 'Architecture', files: ['architecture/README.md'], folder: 'architecture' },
  { name: 'Decisions', files: ['adr/README.md'], folder: 'adr' },
];
/** Addresses that were given away before the file had its name. */
const SLUGS: Readonly<Record<string, string>> = { 'api/env.md': 'configuration' };
/** Folders whose name would tell readers nothing stand at the root. */
const AT_ROOT = /^(guides|api)\//;

/** Which files of `docs/` are published, in the order of the table of contents. */
export function sourcesOf(files: readonly string[]): Source[] {
  const listed = new Set(GROUPS.flatMap((group) => group.files));
  return GROUPS.flatMap(({ name, files: first, folder }) => {
    const rest = files.filter((file) => folder !== undefined && file.startsWith(`${folder}/`));
    return [
      ...first.filter((file) => files.includes(file)),
      ...rest.filter((file) => !listed.has(file)).sort(),
    ].map((file) => ({ file, group: name, slug: slugOf(file) }));
  });
}

const slugOf = (file: string): string =>
  SLUGS[file] ??
  file
    .replace(AT_ROOT, '')
    .replace(/\/README\.md$/, '')
    .replace(/\.md$/, '');

/** Every page of the documentation, from the Markdown by file. */
export function readDocuments(texts: Readonly<Record<string, string>>): DocumentPage[] {
  const sources = sourcesOf(Object.keys(texts));
  return sources.map((source) => readDocument(source, texts[source.file] ?? '', sources));
}

function readDocument({ file, group, slug }: Source, text: string, sources: readonly Source[]): DocumentPage {
  const title = /^# (?:(\d+)\. )?(.+)$/m.exec(text);
  if (!title) throw new Error(`docs/${file} has no title.`);
  const { html, headings } = readMarkdown(text.replace(/^# .+\n/m, ''), {
    link: (href) => publishedLink(href, file, sources),
    picture: (href) => `${places.docs}${new URL(href, `file:///${file}`).pathname}`,
  });
  return {
    path: `${places.docs}/${slug}`,
    group,
    title: plainWords(title[2] ?? ''),
    description: aboutOf(html, plainWords(title[2] ?? '')),
    html,
    headings,
  };
}

/** Links between files of `docs/` become links between pages; files that are not published lose theirs. */
function publishedLink(href: string, from: string, sources: readonly Source[]): string | undefined {
  if (/^(https?:|#|\/)/.test(href)) return href;
  const { pathname, hash } = new URL(href, `file:///${from}`);
  const target = sources.find(
    ({ file }) => `/${file}` === pathname || `/${file}` === `${pathname}/README.md`,
  );
  return target && `${places.docs}/${target.slug}${hash}`;
}

const SHORTEST = 50;
const LONGEST = 150;
/** What a search engine shows: the first sentences of the page, as many as there is room for. */
function aboutOf(html: string, title: string): string {
  const paragraphs = [...html.matchAll(/<p>(.*?)<\/p>/gs)]
    .map(([, words = '']) => plainWords(words).replace(/\s+/g, ' '))
    .filter((words) => !/^(Generated|Status:)/.test(words));
  let about = '';
  for (const sentence of paragraphs.join(' ').split(/(?<=[.!?])\s+/)) {
    if (about.length >= SHORTEST && about.length + sentence.length >= LONGEST) break;
    about = about ? `${about} ${sentence}` : sentence;
  }
  if (about.length < SHORTEST) return `${title}, explained in the documentation of OrbisVoice.`;
  return about.length <= LONGEST ? about : `${about.slice(0, LONGEST).replace(/[,:;]?\s+\S*$/, '')} …`;
}
