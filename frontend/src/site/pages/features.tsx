import { Closing } from '../components/closing.js';
import { Screenshot } from '../components/screenshot.js';
import { Section } from '../components/section.js';
import { FEATURES, NOT_THERE } from '../lib/feature-list.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';

export const featuresPage = (): Page => ({
  path: places.features,
  title: 'Features',
  description:
    'Barge-in, captions, consent, tools that act exactly once, transcripts that survive a crash, latency and cost of every turn: what OrbisVoice does, and what it does not.',
  card: 'features.jpg',
  body: (
    <>
      <section className="mx-auto max-w-6xl px-4 pt-14 pb-14 sm:px-8 sm:pt-20">
        <h1 className="display max-w-4xl">Everything a call needs, and nothing it does not.</h1>
        <p className="lead mt-6 max-w-2xl">
          What is on this page works and has tests. What people look for and will not find stands at its end.
        </p>
        <nav aria-label="Groups of features" className="mt-8 flex flex-wrap gap-2">
          {FEATURES.map(({ id, name }) => (
            <a
              key={id}
              href={`#${id}`}
              className="rounded-full border border-line px-3.5 py-1.5 text-sm text-dim hover:bg-mist hover:text-ink"
            >
              {name}
            </a>
          ))}
        </nav>
      </section>
      <section className="mx-auto max-w-6xl px-4 pb-20 sm:px-8">
        <Screenshot
          name="call"
          alt="A call in the dashboard: its transcript with the latency of each answer, and its facts beside it"
          width={1440}
          height={900}
        />
      </section>
      {FEATURES.map(({ id, name, title, features }) => (
        <Section key={id} id={id} aside eyebrow={name.toLowerCase()} title={title}>
          <dl className="grid gap-x-12 gap-y-9 sm:grid-cols-2">
            {features.map(([feature, text]) => (
              <div key={feature}>
                <dt className="font-semibold tracking-tight">{feature}</dt>
                <dd className="mt-1.5 text-[15px] leading-relaxed text-pretty text-dim">{text}</dd>
              </div>
            ))}
          </dl>
        </Section>
      ))}
      <Section eyebrow="not there" title="What you will not find." lead="So that nobody finds out late.">
        <dl className="grid gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-2">
          {NOT_THERE.map(([feature, text]) => (
            <div key={feature} className="bg-paper p-6">
              <dt className="font-semibold tracking-tight">{feature}</dt>
              <dd className="mt-1.5 text-[15px] leading-relaxed text-dim">{text}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Closing />
    </>
  ),
});
