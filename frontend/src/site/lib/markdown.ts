import { Marked, type Tokens } from 'marked';

export interface MarkdownOptions {
  /** Drawings by file name; they become part of the page, so that they follow its theme. */
  readonly drawings?: Readonly<Record<string, string>>;
  /** The address of any other picture. */
  readonly picture?: (href: string) => string | undefined;
  /** Where a link leads; undefined where its target is not published, and only the words stay. */
  readonly link?: (href: string) => string | undefined;
}

export interface Heading {
  readonly depth: number;
  /** The `id` in the page, unique there; the same that code hosts make of the words. */
  readonly id: string;
  readonly words: string;
}

/** Markdown of ours as HTML. It is trusted: it comes with the source code and from nobody else. */
export const renderMarkdown = (text: string, options: MarkdownOptions = {}): string =>
  readMarkdown(text, options).html;

/** The same, with the headings in the order of the page. */
export function readMarkdown(
  text: string,
  { drawings = {}, picture, link = (href) => href }: MarkdownOptions = {},
): { html: string; headings: Heading[] } {
  const marked = new Marked({ gfm: true });
  const headings: Heading[] = [];
  marked.use({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const words = this.parser.parseInline(tokens);
        const id = freeId(slugOf(words), headings);
        headings.push({ depth, id, words: plainWords(words) });
        // Beside the words and not around them, because headings may hold links.
        const anchor =
          depth > 1 ? ` <a class="anchor" href="#${id}" aria-label="Link to this part">#</a>` : '';
        return `<h${depth} id="${id}">${words}${anchor}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const words = this.parser.parseInline(tokens);
        const target = link(href);
        return target === undefined ? words : `<a href="${target}">${words}</a>`;
      },
      image({ href, text: caption }: Tokens.Image) {
        const drawing = drawings[href];
        if (drawing) return `<figure>${drawing.trim()}<figcaption>${caption}</figcaption></figure>`;
        const address = picture?.(href);
        if (!address) throw new Error(`There is no drawing ${href}.`);
        return `<figure><img src="${address}" alt="${escaped(caption)}" loading="lazy"></figure>`;
      },
      // A figure must not stand in a paragraph.
      paragraph({ tokens }: Tokens.Paragraph) {
        const words = this.parser.parseInline(tokens);
        return words.startsWith('<figure>') ? words : `<p>${words}</p>\n`;
      },
      code({ text: source }: Tokens.Code) {
        return `<pre class="code" tabindex="0"><code>${escaped(source)}</code></pre>\n`;
      },
      // Wide tables scroll by themselves, by keyboard as well.
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: string) =>
          `<tr>${cells.map((cell) => cellOf(this.parser.parseInline(cell.tokens), tag)).join('')}</tr>`;
        return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows
          .map((cells) => row(cells, 'td'))
          .join('')}</tbody></table></div>\n`;
      },
    },
  });
  return { html: marked.parse(text, { async: false }), headings };
}

/** A heading without words would be read out as one. */
const cellOf = (words: string, tag: string): string =>
  words === '' ? '<td></td>' : `<${tag}>${words}</${tag}>`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The words of a piece of HTML. */
export const plainWords = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => CHARACTERS[name] ?? '')
    .trim();

/** As code hosts do it, so that a link to a part works here and there. */
export const slugOf = (words: string): string =>
  plainWords(words)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/** Two parts of one page may have the same name: the second becomes `name-1`. */
function freeId(slug: string, taken: readonly Heading[]): string {
  const isTaken = (id: string) => taken.some((heading) => heading.id === id);
  if (!isTaken(slug)) return slug;
  let count = 1;
  while (isTaken(`${slug}-${count}`)) count += 1;
  return `${slug}-${count}`;
}
