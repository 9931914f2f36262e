import { buttonClass } from '../../components/ui/button.js';
import { ArticleList } from '../components/article-list.js';
import { Closing } from '../components/closing.js';
import { DemoStage } from '../components/demo-stage.js';
import { RecoveryTable } from '../components/recovery-table.js';
import { Screenshot } from '../components/screenshot.js';
import { Section } from '../components/section.js';
import type { Article } from '../lib/articles.js';
import { FIGURES, MEASURED_ON } from '../lib/measured.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';
import { ORIGIN } from '../lib/site-file.js';

const DESCRIPTION =
  'Make a voice agent, put it on any website with one script tag, and let visitors talk with it: speech in, speech out, with transcripts, latency and cost of every call.';

const STEPS = [
  [
    'Describe it',
    'A name, a prompt, one of thirty voices, and the tools it may use. Talk with it beside the editor until it sounds right.',
  ],
  [
    'Allow it',
    'Publish it, name the websites that may use it, and write what visitors agree to before their microphone opens.',
  ],
  [
    'Paste it',
    'One script tag. Every call leaves a transcript, a timeline, its latencies and its cost to the cent.',
  ],
] as const;

const SNIPPET = `<script async
  src="https://voice.example.com/widget.js"
  data-agent-id="0198c0de-…"
  data-api-key="ov_pk_live_…"></script>`;

const Hero = () => (
  <section className="mx-auto grid max-w-6xl items-center gap-12 px-4 pt-12 pb-16 sm:px-8 sm:pt-16 lg:grid-cols-[1.1fr_1fr] lg:gap-14 lg:pb-24">
    <div>
      <h1 className="display">Give your website a voice.</h1>
      <p className="lead mt-6 max-w-lg">
        OrbisVoice puts an agent on your page that visitors simply talk to. It listens, answers in speech,
        falls silent when it is interrupted, and writes down what was said.
      </p>
      <div className="mt-9 flex flex-wrap gap-3">
        <a href={places.signup} className={buttonClass('primary', 'lg')}>
          Make an agent
        </a>
        <a href={places.features} className={buttonClass('secondary', 'lg')}>
          See what it does
        </a>
      </div>
      <p className="mt-6 text-sm text-dim">Runs on your own machines. Speaks through Google’s Gemini Live.</p>
    </div>
    <DemoStage />
  </section>
);

const Steps = () => (
  <Section ruled={false} eyebrow="how it goes" title="From a prompt to a voice on your page, in three steps.">
    <div className="grid gap-8 lg:grid-cols-[1.15fr_1fr] lg:gap-14">
      <ol className="grid content-start gap-7">
        {STEPS.map(([title, text], index) => (
          <li key={title} className="grid grid-cols-[36px_1fr] gap-x-4">
            <span
              aria-hidden="true"
              className="grid size-9 place-items-center rounded-full border border-line font-mono text-[13px] text-dim"
            >
              {index + 1}
            </span>
            <div>
              <h3 className="text-[17px] font-semibold tracking-tight">{title}</h3>
              <p className="mt-1 leading-relaxed text-pretty text-dim">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className="min-w-0">
        <pre tabIndex={0} aria-label="The script tag" className="code text-[14px]">
          <code>{SNIPPET}</code>
        </pre>
        <p className="mt-4 text-sm leading-relaxed text-dim">
          The key is publishable: it starts calls from the websites that you named and does nothing else.{' '}
          <a href="/blog/safe-embedding" className="text-orbis underline underline-offset-3">
            Why that is safe
          </a>
        </p>
      </div>
    </div>
  </Section>
);

const Figures = () => (
  <Section
    eyebrow="measured, not claimed"
    title="Every figure has a command that prints it."
    lead={`These were printed on ${MEASURED_ON}, on two shared cores. Run the commands and you get yours.`}
  >
    <dl className="grid gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
      {FIGURES.map(({ figure, what, command }) => (
        <div key={figure} className="flex flex-col bg-paper p-6">
          <dt className="order-2 mt-2 flex-1 text-sm leading-relaxed text-dim">
            {what}
            <code className="mt-4 block font-mono text-[12px] text-ink">{command}</code>
          </dt>
          <dd className="figure text-4xl">{figure}</dd>
        </div>
      ))}
    </dl>
  </Section>
);

export const homePage = (articles: readonly Article[]): Page => ({
  path: places.home,
  title: 'OrbisVoice: give your website a voice',
  description: DESCRIPTION,
  card: 'home.jpg',
  facts: [
    {
      '@context': 'https://schema.org',
      '@type': 'SoftwareApplication',
      name: 'OrbisVoice',
      url: `${ORIGIN}/`,
      description: DESCRIPTION,
      applicationCategory: 'BusinessApplication',
      operatingSystem: 'Any that runs Node.js 20.19 or newer',
    },
  ],
  body: (
    <>
      <Hero />
      <section className="mx-auto max-w-6xl px-4 sm:px-8">
        <Screenshot
          name="try-agent"
          alt="The editor of an agent, and beside it a live call with captions and the latency of each answer"
          width={1440}
          height={900}
        />
      </section>
      <Steps />
      <Section
        eyebrow="when things go wrong"
        title="Models fall silent. Calls should not."
        lead="A voice model that stops is not an error message, it is a person who hears nothing. So the gateway watches what the model owes the caller and asks again before they hang up."
      >
        <RecoveryTable />
      </Section>
      <Figures />
      <Section eyebrow="from the blog" title="How it works, with the numbers.">
        <ArticleList articles={articles} level={3} />
      </Section>
      <Closing />
    </>
  ),
});
