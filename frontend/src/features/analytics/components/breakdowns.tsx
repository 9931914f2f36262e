import type { Analytics } from '@orbisvoice/contracts';
import { Link } from '../../../lib/router/link.js';
import { Card } from '../../../components/ui/card.js';
import { paths } from '../../../config/paths.js';
import { formatCount, formatDuration, formatNanos, MODALITIES, NONE, STEPS } from '../lib/figures.js';

/** A number with a bar as long as its share. */
function Share({ name, value, part, whole }: { name: string; value: string; part: number; whole: number }) {
  return (
    <li className="text-sm">
      <div className="flex justify-between gap-4">
        <span>{name}</span>
        <span className="tabular-nums">{value}</span>
      </div>
      <meter
        min={0}
        max={Math.max(1, whole)}
        value={part}
        aria-label={name}
        className="share mt-1.5 block h-1.5 w-full"
      >
        {value}
      </meter>
    </li>
  );
}

export function Funnel({ funnel }: Pick<Analytics, 'funnel'>) {
  const first = funnel[0]?.calls ?? 0;
  return (
    <Card title="How far calls get" text="From the token that the widget asks for to the visitor’s rating.">
      <ol className="grid gap-3.5">
        {funnel.map(({ step, calls }) => (
          <Share key={step} name={STEPS[step]} value={formatCount(calls)} part={calls} whole={first} />
        ))}
      </ol>
    </Card>
  );
}

export function CostCard({ cost }: Analytics['totals']) {
  const parts = [
    ...MODALITIES.map(({ key, text }) => ({ text, nanos: cost.byModality[key] })),
    ...(cost.untoldNanos > 0 ? [{ text: 'Not told apart', nanos: cost.untoldNanos }] : []),
    ...(cost.analysisNanos > 0 ? [{ text: 'Analysis afterwards', nanos: cost.analysisNanos }] : []),
  ];
  return (
    <Card title="Cost by modality" text="What the model’s provider charges, by its price list.">
      <ul className="grid gap-3.5">
        {parts.map(({ text, nanos }) => (
          <Share key={text} name={text} value={formatNanos(nanos)} part={nanos} whole={cost.amountNanos} />
        ))}
      </ul>
    </Card>
  );
}

export function TopAgents({ topAgents }: Pick<Analytics, 'topAgents'>) {
  return (
    <Card title="Top agents" text="By calls in this range.">
      <ol className="divide-y divide-line">
        {topAgents.map(({ agentId, agentName, calls, averageDurationMs, costNanos }) => (
          <li
            key={agentId}
            className="flex items-baseline justify-between gap-4 py-2 text-sm first:pt-0 last:pb-0"
          >
            <span className="min-w-0">
              <Link to={paths.agent(agentId)} className="block truncate font-medium hover:underline">
                {agentName || NONE}
              </Link>
              <span className="text-[13px] text-dim">
                {formatDuration(averageDurationMs)} on average · {formatNanos(costNanos)}
              </span>
            </span>
            <span className="font-medium tabular-nums">{formatCount(calls)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
