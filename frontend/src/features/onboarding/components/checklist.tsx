import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Circle, CircleCheck, X } from 'lucide-react';
import { cx } from '../../../lib/cx.js';
import { Link } from '../../../lib/router/link.js';
import { onboardingQuery, useDismissOnboarding } from '../api/onboarding.js';
import { STEPS } from '../lib/steps.js';

/** The steps from sign-up to the first visitor, for as long as some are open and nobody has put them away. */
export function Checklist() {
  const { data } = useQuery(onboardingQuery());
  const dismiss = useDismissOnboarding();
  const done = data?.steps.filter((step) => step.done).length ?? 0;
  if (!data || data.dismissed || done === data.steps.length) return null;
  const next = data.steps.find((step) => !step.done)?.name;
  return (
    <section aria-labelledby="first-steps" className="mb-6 rounded-card border border-line bg-paper p-5">
      <div className="flex items-center gap-3">
        <h2 id="first-steps" className="text-[15px] font-semibold">
          First steps
        </h2>
        <meter
          aria-label="Steps done"
          min={0}
          max={data.steps.length}
          value={done}
          className="share h-1.5 w-24"
        />
        <p className="text-[13px] text-dim tabular-nums">
          {done} of {data.steps.length}
        </p>
        <button
          type="button"
          aria-label="Put the first steps away"
          onClick={() => dismiss.mutate(true)}
          className="ml-auto grid size-8 place-items-center rounded-control text-dim hover:bg-mist hover:text-ink"
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <ol className="mt-3 grid gap-x-6 sm:grid-cols-2">
        {data.steps.map((step) => (
          <Step key={step.name} {...step} isNext={step.name === next} agentId={data.agentId} />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  name: keyof typeof STEPS;
  done: boolean;
  isNext: boolean;
  agentId: string | null;
}

function Step({ name, done, isNext, agentId }: StepProps) {
  const { title, text, to } = STEPS[name];
  const place = done ? undefined : to(agentId);
  const Icon = done ? CircleCheck : Circle;
  return (
    <li className="flex gap-2.5 py-2 text-sm" aria-current={isNext ? 'step' : undefined}>
      <Icon size={18} aria-hidden="true" className={cx('mt-px shrink-0', done ? 'text-good' : 'text-dim')} />
      <div className="min-w-0">
        <p className={cx('font-medium', done && 'text-dim line-through decoration-line')}>
          {place === undefined ? (
            title
          ) : (
            <Link to={place} className="inline-flex items-center gap-1 hover:underline">
              {title}
              <ArrowRight size={14} aria-hidden="true" className={isNext ? 'text-orbis' : 'text-dim'} />
            </Link>
          )}
          <span className="sr-only">{done ? ', done' : ', open'}</span>
        </p>
        {!done && <p className="text-[13px] text-dim">{text}</p>}
      </div>
    </li>
  );
}
