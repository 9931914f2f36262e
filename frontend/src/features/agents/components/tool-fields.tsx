import type { Tool } from '@orbisvoice/contracts';
import { useController } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

export type OfferedTool = Pick<Tool, 'id' | 'name' | 'description'>;

/** What it may do besides speaking. The model is told of the tools in the order in which they were chosen. */
export function ToolFields({ tools }: { tools: readonly OfferedTool[] }) {
  const { field, fieldState } = useController<AgentFormValues, 'toolIds'>({ name: 'toolIds' });
  const toggle = (id: string, on: boolean): void =>
    field.onChange(on ? [...field.value, id] : field.value.filter((one) => one !== id));
  return (
    <Card
      title="Tools"
      text="What the agent can do while it talks."
      id="tools"
      actions={
        <span className="text-sm">
          <TextLink to={paths.tools}>Manage tools</TextLink>
        </span>
      }
    >
      {tools.length === 0 ? (
        <p className="text-sm text-dim">
          There are none yet. <TextLink to={paths.newTool}>Make the first one</TextLink>
        </p>
      ) : (
        <div className="grid gap-1">
          {tools.map(({ id, name, description }) => (
            <Checkbox
              key={id}
              checked={field.value.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
              label={<code className="font-mono text-[13px]">{name}</code>}
              help={description}
            />
          ))}
        </div>
      )}
      {fieldState.error?.message && (
        <p className="mt-2 text-[13px] text-bad first-letter:uppercase">{fieldState.error.message}</p>
      )}
    </Card>
  );
}
