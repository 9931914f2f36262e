import type { CallAnalysis as Analysis, CriterionResult, FieldResult } from '@orbisvoice/contracts';
import { Badge, type BadgeTone } from '../../../components/ui/badge.js';
import { formatDateTime } from '../../../lib/format.js';
import { formatCost } from '../lib/call-cost.js';
import { whyNoAnalysis } from '../lib/call-words.js';

const VERDICTS: Record<CriterionResult['verdict'], { tone: BadgeTone; text: string }> = {
  met: { tone: 'good', text: 'Met' },
  not_met: { tone: 'bad', text: 'Not met' },
  unclear: { tone: 'neutral', text: 'Unclear' },
};

/** Summary, verdicts and fields of a finished call; or why there are none. */
export function CallAnalysis({ analysis }: { analysis: Analysis }) {
  const { state, reason, summary, criteria, fields, model, cost, analysedAt } = analysis;
  if (state === 'waiting')
    return <p className="text-sm text-dim">Not analysed yet. What fails is tried again by itself.</p>;
  if (state !== 'done') return <p className="text-sm text-dim">Not analysed: {whyNoAnalysis(reason)}</p>;
  return (
    <div className="grid gap-5 text-sm">
      <p className="leading-relaxed break-words">{summary}</p>
      {criteria.length > 0 && (
        <ul aria-label="Success criteria" className="grid gap-3 border-t border-line pt-4">
          {criteria.map(({ name, verdict, reason: why }) => (
            <li key={name} className="grid gap-0.5">
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {name} <Badge tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].text}</Badge>
              </span>
              <span className="break-words text-dim">{why}</span>
            </li>
          ))}
        </ul>
      )}
      {fields.length > 0 && (
        <dl className="grid gap-2.5 border-t border-line pt-4">
          {fields.map(({ name, value }) => (
            <div key={name} className="flex justify-between gap-4">
              <dt className="text-dim">{name}</dt>
              <dd className="min-w-0 text-right break-words">{valueWords(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="border-t border-line pt-3 text-xs text-dim">
        {[model, analysedAt && formatDateTime(analysedAt), cost && formatCost(cost)]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}

const valueWords = (value: FieldResult['value']): string => {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
};
