import type { Agent, AgentActivity } from '@orbisvoice/contracts';
import { VOICES } from '@orbisvoice/contracts/words';
import { ChevronRight } from 'lucide-react';
import { OrbMark } from '../../../components/brand/orb-mark.js';
import { paths } from '../../../config/paths.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { Link } from '../../../lib/router/link.js';
import { AgentStatus } from './agent-status.js';

interface AgentListProps {
  agents: readonly Agent[];
  /** Undefined until it is known. */
  activity: ReadonlyMap<string, AgentActivity> | undefined;
}

export function AgentList({ agents, activity }: AgentListProps) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line">
      {agents.map((agent) => (
        <li key={agent.id}>
          <Link
            to={paths.agent(agent.id)}
            className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-2 px-4 py-3.5 -outline-offset-2 hover:bg-mist sm:grid-cols-[auto_minmax(0,1fr)_8.5rem_9rem_auto]"
          >
            <span className="row-span-2 grid size-9 place-items-center rounded-full bg-mist sm:row-span-1">
              <OrbMark size={18} />
            </span>
            <span className="min-w-0">
              <span className="block truncate text-sm font-medium">{agent.name}</span>
              <span className="block truncate text-[13px] text-dim">
                {agent.voiceId}, {VOICES[agent.voiceId].toLowerCase()}
                <span className="hidden lg:inline">
                  {' · '}
                  {agent.firstMessage || 'Waits for the visitor to speak'}
                </span>
              </span>
            </span>
            <span className="col-start-2 row-start-2 sm:col-start-3 sm:row-start-1">
              <AgentStatus {...agent} />
            </span>
            <span className="col-start-2 row-start-3 text-[13px] text-dim sm:col-start-4 sm:row-start-1 sm:text-right">
              {activity && <Activity activity={activity.get(agent.id)} />}
            </span>
            <ChevronRight
              size={16}
              aria-hidden="true"
              className="col-start-3 row-start-1 text-dim sm:col-start-5"
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Activity({ activity }: { activity: AgentActivity | undefined }) {
  if (!activity) return <>No calls yet</>;
  const { callsLast7Days: calls, lastCallAt } = activity;
  return (
    <>
      <span className="block text-ink tabular-nums">
        {calls.toLocaleString('en')} {calls === 1 ? 'call' : 'calls'} in 7 days
      </span>
      <span title={formatDateTime(lastCallAt)}>last {formatAgo(lastCallAt)}</span>
    </>
  );
}
