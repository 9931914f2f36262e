import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import type { EmbedCheck } from '../lib/embed-checks.js';

const ICONS = {
  good: [CircleCheck, 'text-good', 'Right: '],
  bad: [CircleAlert, 'text-bad', 'Wrong: '],
  wait: [CircleDashed, 'text-dim', 'Open: '],
} as const;

interface EmbedChecklistProps {
  checks: readonly EmbedCheck[];
  agentId: string;
  /** Members cannot open the page of the keys. */
  manages: boolean;
}

export function EmbedChecklist({ checks, agentId, manages }: EmbedChecklistProps) {
  return (
    <ul aria-label="Before it works" aria-live="polite" className="grid gap-2 text-sm">
      {checks.map(({ state, text, mend }, index) => {
        const [Icon, color, word] = ICONS[state];
        return (
          <li key={index} className="flex items-start gap-2.5">
            <Icon size={17} aria-hidden="true" className={`mt-0.5 shrink-0 ${color}`} />
            <span className="min-w-0 break-words">
              <span className="sr-only">{word}</span>
              {text} {mend === 'agent' && <TextLink to={paths.agent(agentId)}>Open the agent</TextLink>}
              {mend === 'keys' &&
                (manages ? (
                  <TextLink to={paths.apiKeys}>Open API keys</TextLink>
                ) : (
                  'Ask an owner or an admin for one.'
                ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
