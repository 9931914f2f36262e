import { useNavigate } from 'react-router';
import { PageHeader } from '../../../components/ui/page-header.js';
import { paths } from '../../../config/paths.js';
import { AgentEditor } from '../../../features/agents/components/agent-editor.js';
import { useTitle } from '../../../lib/use-title.js';

export function Component() {
  useTitle('New agent');
  const navigate = useNavigate();
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="New agent"
        text="A name and a prompt are enough. Once it is saved you can talk with it."
      />
      <AgentEditor
        agent={undefined}
        onSaved={({ id }) => void navigate(paths.agent(id), { replace: true })}
      />
    </div>
  );
}
