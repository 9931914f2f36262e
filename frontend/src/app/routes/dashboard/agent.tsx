import type { Agent } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { buttonClass } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { activityQuery } from '../../../features/agents/api/get-activity.js';
import { agentQuery } from '../../../features/agents/api/get-agent.js';
import { AgentStatus } from '../../../features/agents/components/agent-status.js';
import { DeleteAgent } from '../../../features/agents/components/delete-agent.js';
import { PublishButton } from '../../../features/agents/components/publish-button.js';
import { isNotFound } from '../../../lib/api-error.js';
import { useNavigate, useParams } from '../../../lib/router/hooks.js';
import { Link } from '../../../lib/router/link.js';
import { useTitle } from '../../../lib/use-title.js';
import { Component as NotFound } from './not-found.js';
import { useTools } from './use-tools.js';

/** The form and all its parts come behind the page's frame, which is there at once. */
const AgentEditor = lazy(async () => ({
  default: (await import('../../../features/agents/components/agent-editor.js')).AgentEditor,
}));

/** Calling needs code for sound and for the line, which the editor does not wait for. */
const TryAgent = lazy(async () => ({ default: (await import('../../try-agent.js')).TryAgent }));

export function Component() {
  const { id = '' } = useParams();
  const agent = useQuery(agentQuery(id));
  if (agent.data) return <AgentPage key={id} agent={agent.data} />;
  if (isNotFound(agent.error)) return <NotFound />;
  if (agent.isError) return <ErrorState error={agent.error} onRetry={() => void agent.refetch()} />;
  return <ListSkeleton label="Loading the agent" rows={4} />;
}

function AgentPage({ agent }: { agent: Agent }) {
  useTitle(agent.name);
  const navigate = useNavigate();
  const activity = useQuery(activityQuery());
  const { tools, toolName } = useTools();
  const [unsaved, setUnsaved] = useState(false);
  const [deleted, setDeleted] = useState(false);
  const leave = (): void => {
    setDeleted(true);
    navigate(paths.agents);
  };
  return (
    <>
      <PageHeader
        title={agent.name}
        text={<AgentStatus {...agent} />}
        actions={
          <>
            <DeleteAgent
              agent={agent}
              recentCalls={activity.data?.get(agent.id)?.callsLast7Days}
              onDeleted={leave}
            />
            <Link to={paths.agentVersions(agent.id)} className={buttonClass()}>
              <History size={16} aria-hidden="true" />
              Versions
            </Link>
            <PublishButton agent={agent} unsaved={unsaved} toolName={toolName} />
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="min-w-0 xl:sticky xl:top-6 xl:order-2 xl:max-h-[calc(100dvh-3rem)] xl:overflow-y-auto">
          <Suspense fallback={<ListSkeleton label="Loading the call" rows={1} />}>
            <TryAgent agent={agent} unsaved={unsaved} />
          </Suspense>
        </div>
        {!deleted && (
          <Suspense fallback={<ListSkeleton label="Loading the editor" rows={6} />}>
            <AgentEditor agent={agent} tools={tools} onDirtyChange={setUnsaved} />
          </Suspense>
        )}
      </div>
    </>
  );
}
