import { ArticleList } from '../components/article-list.js';
import { longDate, type Article } from '../lib/articles.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';
import { ORIGIN } from '../lib/site-file.js';

export const blogPage = (articles: readonly Article[]): Page => ({
  path: places.blog,
  title: 'Blog',
  description:
    'How a voice agent is built so that callers hear it in time, websites stay safe and money can be audited, with figures that anybody can measure again.',
  card: 'blog.jpg',
  changed: articles[0]?.date,
  body: (
    <section className="mx-auto max-w-6xl px-4 pt-14 pb-24 sm:px-8 sm:pt-20">
      <h1 className="display">Blog</h1>
      <p className="lead mt-5 max-w-2xl">
        How it works, from people who had to make it work. Each figure names the command that prints it.{' '}
        <a href={places.feed} className="text-orbis underline underline-offset-3">
          Atom feed
        </a>
      </p>
      <div className="mt-12">
        <ArticleList articles={articles} level={2} />
      </div>
    </section>
  ),
});

export const articlePage = (article: Article, all: readonly Article[]): Page => {
  const { slug, title, description, date, minutes, html } = article;
  const path = `${places.blog}/${slug}`;
  const others = all.filter((other) => other !== article);
  return {
    path,
    title,
    description,
    card: `${slug}.jpg`,
    kind: 'article',
    changed: date,
    facts: [
      {
        '@context': 'https://schema.org',
        '@type': 'TechArticle',
        headline: title,
        description,
        datePublished: date,
        url: `${ORIGIN}${path}`,
        image: `${ORIGIN}/social/${slug}.jpg`,
        author: { '@type': 'Organization', name: 'OrbisVoice', url: `${ORIGIN}/` },
      },
    ],
    body: (
      <>
        <article className="mx-auto max-w-[44rem] px-4 pt-14 pb-20 sm:px-8 sm:pt-20">
          <p className="text-sm text-dim">
            <a href={places.blog} className="text-orbis underline underline-offset-3">
              Blog
            </a>{' '}
            · <time dateTime={date}>{longDate(date)}</time> · {minutes} min
          </p>
          <h1 className="title mt-4 text-balance sm:text-[2.9rem]">{title}</h1>
          <p className="lead mt-5">{description}</p>
          <div className="prose mt-10" dangerouslySetInnerHTML={{ __html: html }} />
        </article>
        {others.length > 0 && (
          <section className="border-t border-line">
            <div className="mx-auto max-w-6xl px-4 py-16 sm:px-8">
              <h2 className="title">Read on</h2>
              <div className="mt-8">
                <ArticleList articles={others} level={3} />
              </div>
            </div>
          </section>
        )}
      </>
    ),
  };
};
