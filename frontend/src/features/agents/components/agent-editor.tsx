import { zodResolver } from '@hookform/resolvers/zod';
import type { Agent } from '@orbisvoice/contracts';
import { FormProvider, useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { FormError } from '../../../components/ui/states.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useSaveAgent } from '../api/save-agent.js';
import {
  AGENT_FIELDS,
  AgentForm,
  agentValues,
  newAgentValues,
  type AgentFormValues,
} from '../lib/agent-form.mapping.js';
import { AccessFields } from './access-fields.js';
import { LimitFields } from './limit-fields.js';
import { PromptFields } from './prompt-fields.js';
import { LeaveGuard } from './leave-guard.js';
import { VoiceFields } from './voice-fields.js';

interface AgentEditorProps {
  /** Undefined for a new one. */
  agent: Agent | undefined;
  onSaved?: (agent: Agent) => void;
  onDirtyChange?: (dirty: boolean) => void;
}

const NOTES = { draft: 'Saved as draft.', published: 'Saved and published.' } as const;

export function AgentEditor({ agent, onSaved, onDirtyChange }: AgentEditorProps) {
  const save = useSaveAgent(agent?.id);
  const form = useForm<AgentFormValues, unknown, AgentFormValues>({
    resolver: zodResolver(AgentForm),
    defaultValues: agent ? agentValues(agent) : newAgentValues(),
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const status = agent?.status ?? 'draft';

  const submitAs = (next: Agent['status']) =>
    form.handleSubmit(async (values) => {
      try {
        const saved = await save.mutateAsync({ ...values, status: next });
        form.reset(agentValues(saved));
        onDirtyChange?.(false);
        toast(NOTES[next]);
        onSaved?.(saved);
      } catch (error) {
        const message = showServerErrors(error, AGENT_FIELDS, form.setError);
        if (message) form.setError('root', { message });
      }
    });
  const submit = submitAs(status);

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        onChange={() => onDirtyChange?.(true)}
        className="grid gap-5"
      >
        <PromptFields />
        <VoiceFields />
        <LimitFields />
        <AccessFields />
        <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-paper/95 px-1 py-3 backdrop-blur">
          <div className="mr-auto text-[13px] text-dim">
            {Object.keys(errors).length > 0
              ? 'Please check the marked fields.'
              : isDirty
                ? 'Unsaved'
                : agent && 'Saved'}
          </div>
          <FormError message={errors.root?.message} />
          {status === 'draft' ? (
            <>
              <Button type="submit" busy={isSubmitting} disabled={!isDirty && agent !== undefined}>
                Save draft
              </Button>
              <Button
                look="primary"
                busy={isSubmitting}
                onClick={(event) => void submitAs('published')(event)}
              >
                Save and publish
              </Button>
            </>
          ) : (
            <>
              <Button busy={isSubmitting} onClick={(event) => void submitAs('draft')(event)}>
                Unpublish
              </Button>
              <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
                Save changes
              </Button>
            </>
          )}
        </div>
        <LeaveGuard when={isDirty && !isSubmitting} />
      </form>
    </FormProvider>
  );
}
