import { longDate, type Article } from '../lib/articles.js';

type Teaser = Pick<Article, 'slug' | 'title' | 'description' | 'date' | 'minutes'>;

/** `level` is that of the headings around the list, plus one. */
export function ArticleList({ articles, level }: { articles: readonly Teaser[]; level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <ul className="grid gap-5 md:grid-cols-3">
      {articles.map(({ slug, title, description, date, minutes }) => (
        <li key={slug} className="group relative overflow-hidden rounded-card border border-line bg-paper">
          <img
            src={`/social/${slug}.jpg`}
            alt=""
            width="1200"
            height="630"
            loading="lazy"
            className="border-b border-line"
          />
          <div className="p-5">
            <p className="text-[13px] text-dim">
              <time dateTime={date}>{longDate(date)}</time> · {minutes} min
            </p>
            <Heading className="mt-2 text-[17px] leading-snug font-semibold tracking-tight">
              <a href={`/blog/${slug}`} className="after:absolute after:inset-0 group-hover:text-orbis">
                {title}
              </a>
            </Heading>
            <p className="mt-2 text-sm leading-relaxed text-dim">{description}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
