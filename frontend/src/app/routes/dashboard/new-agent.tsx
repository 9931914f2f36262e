import { lazy, Suspense } from 'react';
import { useNavigate } from '../../../lib/router/hooks.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { paths } from '../../../config/paths.js';
import { useTitle } from '../../../lib/use-title.js';
import { useTools } from './use-tools.js';

/** The form and all its parts come behind the page's frame, which is there at once. */
const AgentEditor = lazy(async () => ({
  default: (await import('../../../features/agents/components/agent-editor.js')).AgentEditor,
}));

export function Component() {
  useTitle('New agent');
  const navigate = useNavigate();
  const { tools } = useTools();
  return (
    <div className="max-w-3xl">
      <PageHeader
        title="New agent"
        text="A name and a prompt are enough. Once it is saved you can talk with it."
      />
      <Suspense fallback={<ListSkeleton label="Loading the editor" rows={6} />}>
        <AgentEditor
          agent={undefined}
          tools={tools}
          onSaved={({ id }) => navigate(paths.agent(id), { replace: true })}
        />
      </Suspense>
    </div>
  );
}
