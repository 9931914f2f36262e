import { VOICES, type Agent } from '@orbisvoice/contracts';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { OrbMark } from '../../../components/brand/orb-mark.js';
import { paths } from '../../../config/paths.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { languageName } from '../lib/languages.js';
import { AgentStatus } from './agent-status.js';

export function AgentList({ agents }: { agents: readonly Agent[] }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line">
      {agents.map((agent) => (
        <li key={agent.id}>
          <Link
            to={paths.agent(agent.id)}
            className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 px-4 py-3.5 -outline-offset-2 hover:bg-mist sm:grid-cols-[auto_2fr_1fr_8rem] lg:grid-cols-[auto_2fr_1fr_1fr_7rem_8rem]"
          >
            <span className="grid size-9 place-items-center rounded-full bg-mist">
              <OrbMark size={18} />
            </span>
            <span className="min-w-0">
              <span className="block truncate text-sm font-medium">{agent.name}</span>
              <span className="block truncate text-[13px] text-dim">
                {agent.firstMessage || 'Waits for the visitor to speak'}
              </span>
            </span>
            <span className="hidden text-sm text-dim sm:block">
              {agent.voiceId}
              <span className="block text-[13px]">{VOICES[agent.voiceId]}</span>
            </span>
            <span className="hidden text-sm text-dim lg:block">{languageName(agent.language)}</span>
            <span className="hidden text-sm text-dim lg:block" title={formatDateTime(agent.updatedAt)}>
              {formatAgo(agent.updatedAt)}
            </span>
            <span className="flex items-center gap-2 justify-self-end">
              <AgentStatus status={agent.status} />
              <ChevronRight size={16} aria-hidden="true" className="hidden text-dim sm:block" />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
