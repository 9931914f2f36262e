import type { Article } from './lib/articles.js';
import { APP_PAGES } from './lib/app-pages.js';
import type { Page } from './lib/page.js';
import { ORIGIN, type SiteFile } from './lib/site-file.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

export function siteMap(pages: readonly Page[]): SiteFile {
  const app = APP_PAGES.filter(({ listed }) => listed);
  const entries = [...pages.filter(({ listed }) => listed !== false), ...app].map((page) => {
    const changed = 'changed' in page && page.changed ? `<lastmod>${page.changed}</lastmod>` : '';
    return `  <url><loc>${ORIGIN}${page.path}</loc>${changed}</url>`;
  });
  return {
    file: 'sitemap.xml',
    content: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`,
  };
}

/** Nothing is secret behind a `Disallow`: it keeps robots from pages that show them nothing. */
export const robots = (): SiteFile => ({
  file: 'robots.txt',
  content: `User-agent: *\nDisallow: /dashboard\nDisallow: /embed/\nDisallow: /r/\n\nSitemap: ${ORIGIN}/sitemap.xml\n`,
});

/** The whole articles, newest first. */
export function atomFeed(articles: readonly Article[]): SiteFile {
  const at = (date: string) => `${date}T00:00:00Z`;
  const entries = articles.map(
    ({ slug, title, description, date, html }) => `  <entry>
    <title>${xml(title)}</title>
    <id>${ORIGIN}/blog/${slug}</id>
    <link rel="alternate" href="${ORIGIN}/blog/${slug}"/>
    <published>${at(date)}</published>
    <updated>${at(date)}</updated>
    <summary>${xml(description)}</summary>
    <content type="html">${xml(html)}</content>
  </entry>`,
  );
  return {
    file: 'blog/feed.xml',
    content: `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>OrbisVoice blog</title>
  <id>${ORIGIN}/blog</id>
  <link rel="alternate" href="${ORIGIN}/blog"/>
  <link rel="self" href="${ORIGIN}/blog/feed.xml"/>
  <author><name>OrbisVoice</name></author>
  <updated>${at(articles[0]?.date ?? '1970-01-01')}</updated>
${entries.join('\n')}
</feed>
`,
  };
}
