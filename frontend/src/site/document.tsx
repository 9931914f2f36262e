import { renderToStaticMarkup } from 'react-dom/server';
import { SiteFooter } from './components/site-footer.js';
import { SiteHeader } from './components/site-header.js';
import { fullTitle, type Page } from './lib/page.js';
import { ORIGIN, type SiteAssets } from './lib/site-file.js';

interface DocumentProps {
  page: Page;
  assets: SiteAssets;
}

/** Everything is text already: the one script adds the theme button, the demo and the calculator. */
function SiteDocument({ page, assets }: DocumentProps) {
  const address = `${ORIGIN}${page.path === '/' ? '/' : page.path}`;
  const card = `${ORIGIN}/social/${page.card}`;
  const title = fullTitle(page);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{title}</title>
        <meta name="description" content={page.description} />
        {page.listed === false ? (
          <meta name="robots" content="noindex" />
        ) : (
          <link rel="canonical" href={address} />
        )}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0b1020" media="(prefers-color-scheme: dark)" />
        <meta property="og:site_name" content="OrbisVoice" />
        <meta property="og:type" content={page.kind ?? 'website'} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={page.description} />
        <meta property="og:url" content={address} />
        <meta property="og:image" content={card} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content={title} />
        <meta name="twitter:card" content="summary_large_image" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link
          rel="alternate"
          type="application/atom+xml"
          title="OrbisVoice blog"
          href={`${ORIGIN}/blog/feed.xml`}
        />
        {assets.font && <link rel="preload" href={assets.font} as="font" type="font/woff2" crossOrigin="" />}
        <script src="/theme.js" />
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <script type="module" src={assets.script} />
        {page.facts?.map((fact, index) => (
          <script
            key={index}
            type="application/ld+json"
            dangerouslySetInnerHTML={{ __html: JSON.stringify(fact).replaceAll('<', '\\u003c') }}
          />
        ))}
      </head>
      <body>
        <a href="#main" className="skip-link">
          Skip to the text
        </a>
        <SiteHeader path={page.path} />
        <main id="main">{page.body}</main>
        <SiteFooter />
      </body>
    </html>
  );
}

export const renderPage = (page: Page, assets: SiteAssets): string =>
  `<!doctype html>\n${renderToStaticMarkup(<SiteDocument page={page} assets={assets} />)}\n`;
