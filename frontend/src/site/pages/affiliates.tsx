import { termsTexts } from '@orbisvoice/contracts/words';
import { buttonClass } from '../../components/ui/button.js';
import { AffiliateApplication } from '../components/affiliate-application.js';
import { EarningsCalculator } from '../components/earnings-calculator.js';
import { Section } from '../components/section.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';
import { FIRST_TERMS } from '../lib/programme.js';

const TEXTS = termsTexts(FIRST_TERMS);

/** A text that the terms in force decide: whoever serves the page writes them into it, and the script once more. */
const Terms = ({ of }: { of: string }) => <span data-terms={of}>{TEXTS[of]}</span>;

const BENEFITS = [
  [
    'Books that you can check',
    'Your dashboard shows the formula with its own lines: how many, times what, of which cash. The same numbers come out whoever computes them.',
  ],
  [
    'The visitor sees you',
    'Sign-up says “Referred by” with your name, and lets people take it off. Nobody is counted behind their back, and you need no cookie banner for a typed code.',
  ],
  [
    'A link, a code, a QR code',
    'Follow it, type it or scan it. A code you choose stays yours for good and is never given to somebody else.',
  ],
  ['Told at once', 'Sign-ups, first calls and money that became ready appear in an open page by themselves.'],
] as const;

const STEPS = [
  ['Apply', 'Five fields. We mail you a link, which proves that the address is yours and signs you in.'],
  [
    'Read the terms and agree',
    'They are written out of the very settings that the engine computes with. Your agreement names their version and their digest.',
  ],
  ['Recommend', 'A person approves you, and your link works. Say openly, next to it, that you may be paid.'],
] as const;

const Cards = ({ items }: { items: readonly (readonly [string, string])[] }) => (
  <div className="grid gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-2">
    {items.map(([title, text]) => (
      <div key={title} className="bg-paper p-7">
        <h3 className="text-[17px] font-semibold tracking-tight">{title}</h3>
        <p className="mt-2 leading-relaxed text-pretty text-dim">{text}</p>
      </div>
    ))}
  </div>
);

const Figures = () => (
  <dl className="mt-12 grid gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-3">
    {(
      [
        ['reward', 'for a team', <Terms of="rewardWhen" />],
        [
          'share',
          'of what it pays',
          <>
            <Terms of="length" />, without taxes and after returns
          </>,
        ],
        ['window', 'to decide', 'between your link and the sign-up'],
      ] as const
    ).map(([name, what, note]) => (
      <div key={name} className="flex flex-col bg-paper p-7">
        <dt className="order-2 mt-2 text-sm">
          {what}
          <span className="block text-dim">{note}</span>
        </dt>
        <dd className="figure text-4xl">
          <Terms of={name} />
        </dd>
      </div>
    ))}
  </dl>
);

const Rules = () => (
  <ul className="grid gap-4 leading-relaxed text-dim">
    <li>
      <Terms of="rewards" /> Each commission is in the currency of the invoice; nothing is converted.
    </li>
    <li>
      Whoever signs up within <Terms of="window" /> of following your link, or types your code, is yours. This
      is decided once; later clicks move nobody. Clicks by themselves earn nothing.
    </li>
    <li>
      Each commission waits <Terms of="hold" />, because customers may send money back. What they send back
      takes its part of the commission with it.
    </li>
    <li>
      From <Terms of="minimum" /> on you ask for a payout. A person approves it and sends it by hand, and you
      see its number.
    </li>
    <li>
      Do not refer yourself or your own team, do not bid on our name, and do not send mail that nobody asked
      for.
    </li>
  </ul>
);

export const affiliatesPage = (): Page => ({
  path: places.affiliates,
  title: 'Affiliates',
  description:
    'Recommend OrbisVoice and earn a reward for each team that talks and a share of what it pays, with books that you can check line by line.',
  card: 'affiliates.jpg',
  body: (
    <>
      <section className="mx-auto max-w-6xl px-4 pt-14 pb-16 sm:px-8 sm:pt-20">
        <h1 className="display max-w-4xl">Recommend a voice. Earn a share.</h1>
        <p className="lead mt-6 max-w-2xl">
          For people who advise others about their websites. <Terms of="rewards" />
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <a href="#apply" className={buttonClass('primary', 'lg')}>
            Apply
          </a>
          <a href={places.affiliateLogin} className={buttonClass('secondary', 'lg')}>
            Affiliate sign-in
          </a>
        </div>
        <Figures />
        <p className="mt-4 text-sm text-dim">
          You have an account already?{' '}
          <a href={places.dashboard} className="text-orbis underline underline-offset-4">
            Your link is in the dashboard
          </a>
          , and earns the same.
        </p>
      </section>
      <Section title="What you can rely on.">
        <Cards items={BENEFITS} />
      </Section>
      <Section
        eyebrow="calculator"
        title="What a year may bring."
        lead="By the terms in force, each invoice counted by itself as the engine counts it. An estimate, and no promise: it depends on whom you bring."
      >
        <div className="grid items-start gap-10 lg:grid-cols-[1.15fr_1fr] lg:gap-14">
          <EarningsCalculator />
          <Rules />
        </div>
      </Section>
      <Section title="How it begins." aside>
        <ol className="grid gap-8">
          {STEPS.map(([title, text]) => (
            <li key={title}>
              <h3 className="text-[17px] font-semibold tracking-tight">{title}</h3>
              <p className="mt-1 leading-relaxed text-dim">{text}</p>
            </li>
          ))}
        </ol>
      </Section>
      <Section id="apply" title="Apply." lead="The answer comes by mail. There is no password.">
        <AffiliateApplication />
      </Section>
    </>
  ),
});
