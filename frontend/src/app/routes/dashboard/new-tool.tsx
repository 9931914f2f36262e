import { lazy, Suspense } from 'react';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { paths } from '../../../config/paths.js';
import { useNavigate } from '../../../lib/router/hooks.js';
import { useTitle } from '../../../lib/use-title.js';

/** The form and all its parts come behind the page's frame, which is there at once. */
const ToolEditor = lazy(async () => ({
  default: (await import('../../../features/tools/components/tool-editor.js')).ToolEditor,
}));

export function Component() {
  useTitle('New tool');
  const navigate = useNavigate();
  return (
    <div className="max-w-3xl">
      <PageHeader title="New tool" text="Once it is saved you can set its secrets and try it." />
      <Suspense fallback={<ListSkeleton label="Loading the editor" rows={6} />}>
        <ToolEditor tool={undefined} onSaved={({ id }) => navigate(paths.tool(id), { replace: true })} />
      </Suspense>
    </div>
  );
}
