import type { Agent } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { agentQuery } from '../../../features/agents/api/get-agent.js';
import { AgentStatus } from '../../../features/agents/components/agent-status.js';
import { PublishButton } from '../../../features/agents/components/publish-button.js';
import { VersionHistory } from '../../../features/agents/components/version-history.js';
import { VersionView } from '../../../features/agents/components/version-view.js';
import { isNotFound } from '../../../lib/api-error.js';
import { useParams, useSearchParams } from '../../../lib/router/hooks.js';
import { useTitle } from '../../../lib/use-title.js';
import { Component as NotFound } from './not-found.js';
import { useTools } from './use-tools.js';

export function Component() {
  const { id = '' } = useParams();
  const agent = useQuery(agentQuery(id));
  if (agent.data) return <VersionsPage key={id} agent={agent.data} />;
  if (isNotFound(agent.error)) return <NotFound />;
  if (agent.isError) return <ErrorState error={agent.error} onRetry={() => void agent.refetch()} />;
  return <ListSkeleton label="Loading versions" rows={4} />;
}

function VersionsPage({ agent }: { agent: Agent }) {
  useTitle(`Versions of ${agent.name}`);
  const { toolName } = useTools();
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get('version'));
  const chosen = Number.isInteger(asked) && asked > 0 ? asked : (agent.publishedVersion ?? undefined);
  return (
    <>
      <PageHeader
        title="Versions"
        text={
          <span className="flex flex-wrap items-center gap-2">
            <TextLink to={paths.agent(agent.id)}>{agent.name}</TextLink>
            <AgentStatus {...agent} />
          </span>
        }
        actions={<PublishButton agent={agent} unsaved={false} toolName={toolName} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <VersionHistory
          agent={agent}
          chosen={chosen}
          onChoose={(number) =>
            setSearch(new URLSearchParams({ version: String(number) }), { replace: true })
          }
        />
        {chosen !== undefined && (
          <VersionView key={chosen} agent={agent} number={chosen} toolName={toolName} />
        )}
      </div>
    </>
  );
}
