import type { Tool } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { toolQuery } from '../../../features/tools/api/tools.js';
import { DeleteTool } from '../../../features/tools/components/delete-tool.js';
import { SecretsCard } from '../../../features/tools/components/secrets-card.js';
import { TestConsole } from '../../../features/tools/components/test-console.js';
import { isNotFound } from '../../../lib/api-error.js';
import { useNavigate, useParams } from '../../../lib/router/hooks.js';
import { useTitle } from '../../../lib/use-title.js';
import { Component as NotFound } from './not-found.js';
import { useToolUsers } from './use-tool-users.js';

/** The form and all its parts come behind the page's frame, which is there at once. */
const ToolEditor = lazy(async () => ({
  default: (await import('../../../features/tools/components/tool-editor.js')).ToolEditor,
}));

export function Component() {
  const { id = '' } = useParams();
  const tool = useQuery(toolQuery(id));
  if (tool.data) return <ToolPage key={id} tool={tool.data} />;
  if (isNotFound(tool.error)) return <NotFound />;
  if (tool.isError) return <ErrorState error={tool.error} onRetry={() => void tool.refetch()} />;
  return <ListSkeleton label="Loading the tool" rows={4} />;
}

function ToolPage({ tool }: { tool: Tool }) {
  useTitle(tool.name);
  const navigate = useNavigate();
  const users = useToolUsers()(tool.id);
  return (
    <>
      <PageHeader
        title={<code className="font-mono text-xl break-all">{tool.name}</code>}
        text={users.length === 0 ? 'No agent uses it yet.' : `Used by ${users.join(', ')}.`}
        actions={<DeleteTool tool={tool} users={users} onDeleted={() => navigate(paths.tools)} />}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Suspense fallback={<ListSkeleton label="Loading the editor" rows={6} />}>
          <ToolEditor tool={tool} />
        </Suspense>
        <div className="grid min-w-0 gap-6 xl:sticky xl:top-6 xl:max-h-[calc(100dvh-3rem)] xl:overflow-y-auto">
          <SecretsCard tool={tool} />
          <TestConsole tool={tool} />
        </div>
      </div>
    </>
  );
}
