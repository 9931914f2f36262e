import type { Agent } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { agentQuery } from '../../../features/agents/api/get-agent.js';
import { AgentEditor } from '../../../features/agents/components/agent-editor.js';
import { AgentStatus } from '../../../features/agents/components/agent-status.js';
import { DeleteAgent } from '../../../features/agents/components/delete-agent.js';
import { TryPanel } from '../../../features/voice-call/components/try-panel.js';
import { CallFactoryContext } from '../../../features/voice-call/lib/call-factory.js';
import { isNotFound } from '../../../lib/api-error.js';
import { useTitle } from '../../../lib/use-title.js';
import { createBrowserCall } from '../../browser-call.js';
import { Component as NotFound } from './not-found.js';

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
  const [unsaved, setUnsaved] = useState(false);
  const [deleted, setDeleted] = useState(false);
  return (
    <>
      <PageHeader
        title={agent.name}
        text={<AgentStatus status={agent.status} />}
        actions={
          <DeleteAgent
            agent={agent}
            onDeleted={() => {
              setDeleted(true);
              void navigate(paths.agents);
            }}
          />
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="xl:sticky xl:top-6 xl:order-2">
          <CallFactoryContext value={createBrowserCall}>
            <TryPanel agent={agent} unsaved={unsaved} />
          </CallFactoryContext>
        </div>
        {!deleted && <AgentEditor agent={agent} onDirtyChange={setUnsaved} />}
      </div>
    </>
  );
}
