import { APP_PAGES } from './lib/app-pages.js';
import { fullTitle, fileOf } from './lib/page.js';
import { ORIGIN, type SiteFile } from './lib/site-file.js';

/** The application's own document, once for each of its addresses, with the head of that address. */
export function appShells(document: string): SiteFile[] {
  return APP_PAGES.flatMap(({ path, title, description, listed, deep }) => {
    const address = `${ORIGIN}${path}`;
    const head = [
      `<title>${fullTitle({ title })}</title>`,
      `<meta name="description" content="${description}" />`,
      ...(listed
        ? [
            `<link rel="canonical" href="${address}" />`,
            `<meta property="og:site_name" content="OrbisVoice" />`,
            `<meta property="og:title" content="${fullTitle({ title })}" />`,
            `<meta property="og:description" content="${description}" />`,
            `<meta property="og:url" content="${address}" />`,
            `<meta property="og:image" content="${ORIGIN}/social/home.jpg" />`,
            `<meta name="twitter:card" content="summary_large_image" />`,
          ]
        : [`<meta name="robots" content="noindex" />`]),
    ].join('\n    ');
    const content = document
      .replace(/\s*<meta\s+name="description"[^>]*>/, '')
      .replace(/<title>[^<]*<\/title>/, () => head);
    const below = deep ? [{ file: `${path.slice(1)}/any.html`, content }] : [];
    return [{ file: fileOf(path), content }, ...below];
  });
}
