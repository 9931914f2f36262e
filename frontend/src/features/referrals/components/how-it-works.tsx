import type { ReferralFigures } from '@orbisvoice/contracts';
import { rewardWords } from '@orbisvoice/contracts/words';

/** For whoever has not referred anybody yet. */
export function HowItWorks({ figures }: { figures: ReferralFigures }) {
  const steps = [
    ['Send your link', `Whoever signs up within ${figures.windowDays} days of following it is yours.`],
    ['They begin to talk', `You earn ${rewardWords(figures).join(', and ')}.`],
    [
      'You are paid',
      `Each commission waits ${figures.holdDays} days. Then you ask for it, and a person sends it.`,
    ],
  ] as const;
  return (
    <ol className="grid gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-3">
      {steps.map(([title, text], index) => (
        <li key={title} className="bg-paper p-5">
          <span aria-hidden="true" className="font-mono text-xs text-orbis">
            {index + 1}
          </span>
          <p className="mt-1 text-[15px] font-semibold">{title}</p>
          <p className="mt-1 text-sm leading-relaxed text-dim">{text}</p>
        </li>
      ))}
    </ol>
  );
}
