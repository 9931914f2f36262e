import { CostCalculator } from '../components/cost-calculator.js';
import { Closing } from '../components/closing.js';
import { Section } from '../components/section.js';
import { callCost, dollars, GEMINI_PRICES, USUAL_CALL } from '../lib/call-cost.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';

const BILLS = [
  [
    'OrbisVoice',
    '$0',
    'You run it yourself. There is no licence key, no seat, no meter that reports to anybody, and no part that waits behind a larger plan.',
  ],
  [
    'The model',
    'by the token',
    'Google bills your own Gemini key. Each call’s page shows what it cost, from the tokens that the model reported.',
  ],
  [
    'The machine',
    'yours',
    'One process and a Postgres are enough to begin. Redis and more gateways come when you want them.',
  ],
] as const;

const LENGTHS = [1, 3, 5, 10, 20];

const QUESTIONS = [
  [
    'Why does a long call cost more per minute?',
    'Each answer is billed with the whole conversation before it as input. So cost grows faster than time, until the gateway lets the model forget the oldest part: at 25,600 tokens of context it keeps 12,800.',
  ],
  [
    'What if somebody talks all day?',
    'An agent has a daily ceiling in dollars. When it is reached, no new call begins, and calls in progress say goodbye within about a minute. Calls by a publishable key are counted per address, per minute and per day as well.',
  ],
  [
    'Can I try it without a key?',
    'Yes. Without a Gemini key a local engine answers: it hears and speaks on your processor, offline, and costs nothing. It reads answers out of the prompt and does not reason, and the product says so wherever it is heard.',
  ],
  [
    'Do you take a share of anything?',
    'No. There is nothing in the code that bills your team. The referral programme is for whoever runs an installation and wants one; it stays empty until they use it.',
  ],
] as const;

const Bills = () => (
  <div className="grid gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-3">
    {BILLS.map(([name, price, text]) => (
      <div key={name} className="bg-paper p-7">
        <h2 className="text-sm font-medium text-dim">{name}</h2>
        <p className="figure mt-3 text-4xl">{price}</p>
        <p className="mt-4 text-sm leading-relaxed text-dim">{text}</p>
      </div>
    ))}
  </div>
);

const CostTable = () => (
  <div className="prose text-base">
    <div className="wide" tabIndex={0} role="group" aria-label="Cost by length of call">
      <table>
        <thead>
          <tr>
            <th>Length of the call</th>
            <th>Whole call</th>
            <th>Per minute</th>
          </tr>
        </thead>
        <tbody>
          {LENGTHS.map((minutes) => {
            const cost = callCost({ ...USUAL_CALL, minutes });
            return (
              <tr key={minutes}>
                <td>
                  {minutes} {minutes === 1 ? 'minute' : 'minutes'}
                </td>
                <td>{dollars(cost)}</td>
                <td>{dollars(cost / minutes)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  </div>
);

export const pricingPage = (): Page => ({
  path: places.pricing,
  title: 'Pricing',
  description:
    'OrbisVoice is self-hosted and free to run; Google bills your own Gemini key. See what a call really costs, with a calculator that counts the context of every turn.',
  card: 'pricing.jpg',
  body: (
    <>
      <section className="mx-auto max-w-6xl px-4 pt-14 pb-12 sm:px-8 sm:pt-20">
        <h1 className="display max-w-4xl">Free to run. Honest about the rest.</h1>
        <p className="lead mt-6 max-w-2xl">
          OrbisVoice runs on machines of yours. What costs money is the model that speaks, and Google’s bill
          for it goes to you directly.
        </p>
        <div className="mt-12">
          <Bills />
        </div>
      </section>
      <Section
        eyebrow="calculator"
        title="What a call costs at Google."
        lead={`Paid prices of ${GEMINI_PRICES.model} as of ${GEMINI_PRICES.asOf}, by the table that the gateway bills with. Counted as the model counts: every answer with the whole conversation before it.`}
      >
        <div className="grid items-start gap-10 lg:grid-cols-[1.15fr_1fr] lg:gap-14">
          <CostCalculator />
          <div>
            <CostTable />
            <p className="mt-4 text-sm leading-relaxed text-dim">
              For {USUAL_CALL.turnsPerMinute} turns a minute, the agent speaking{' '}
              {Math.round(USUAL_CALL.agentShare * 100)} % of the time, and {USUAL_CALL.instructionTokens}{' '}
              tokens of instructions. An estimate: captions and tools add a little text, pauses take some
              sound away. The bill is Google’s.
            </p>
          </div>
        </div>
      </Section>
      <Section title="Questions that should be asked.">
        <dl className="grid gap-x-14 gap-y-10 md:grid-cols-2">
          {QUESTIONS.map(([question, answer]) => (
            <div key={question}>
              <dt className="text-[17px] font-semibold tracking-tight">{question}</dt>
              <dd className="mt-2 leading-relaxed text-pretty text-dim">{answer}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Closing title="The first call costs nothing." />
    </>
  ),
});
