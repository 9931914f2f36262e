import type { Agent } from '@orbisvoice/contracts';
import { lazy, Suspense, useEffect } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { LeaveGuard } from '../../../components/ui/leave-guard.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useSaveAgent } from '../api/save-agent.js';
import {
  AGENT_FIELDS,
  agentValues,
  changedOf,
  NEW_AGENT,
  type AgentFormValues,
} from '../lib/agent-form.mapping.js';
import { AccessFields } from './access-fields.js';
import { LimitFields } from './limit-fields.js';
import { PromptFields } from './prompt-fields.js';
import { SaveBar } from './save-bar.js';
import { SectionNav } from './section-nav.js';
import { ToolFields, type OfferedTool } from './tool-fields.js';
import { TurnFields } from './turn-fields.js';
import { VoiceFields } from './voice-fields.js';
import { WidgetFields } from './widget-fields.js';

/** Few visits are for it, so its code comes after the page. */
const AnalysisFields = lazy(async () => ({ default: (await import('./analysis-fields.js')).AnalysisFields }));

interface AgentEditorProps {
  /** Undefined for a new one. */
  agent: Agent | undefined;
  tools: readonly OfferedTool[];
  onSaved?: (agent: Agent) => void;
  onDirtyChange?: (dirty: boolean) => void;
}

/** Edits the draft. What visitors get changes when it is published, apart from sites and spending, which hold at once. */
export function AgentEditor({ agent, tools, onSaved, onDirtyChange }: AgentEditorProps) {
  const save = useSaveAgent(agent?.id);
  const form = useForm<AgentFormValues, unknown, AgentFormValues>({
    resolver: contractResolver(({ UpdateAgent }) => UpdateAgent.omit({ status: true }).required()),
    defaultValues: NEW_AGENT,
    // What colleagues save meanwhile appears in fields that nobody is editing here.
    ...(agent && { values: agentValues(agent), resetOptions: { keepDirtyValues: true } }),
  });
  const { dirtyFields, isDirty, isSubmitting } = form.formState;
  useEffect(() => onDirtyChange?.(isDirty), [isDirty, onDirtyChange]);
  const submit = form.handleSubmit(async (values) => {
    try {
      const saved = await save.mutateAsync(agent ? changedOf(values, dirtyFields) : values);
      form.reset(agentValues(saved));
      toast('Draft saved.');
      onSaved?.(saved);
    } catch (error) {
      const message = showServerErrors(error, AGENT_FIELDS, form.setError);
      if (message) form.setError('root', { message });
    }
  });

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid min-w-0 gap-5">
        <SectionNav />
        <PromptFields />
        <VoiceFields />
        <TurnFields />
        <ToolFields tools={tools} />
        <LimitFields />
        <AccessFields savedConsentVersion={agent?.consentVersion} />
        <Suspense fallback={<ListSkeleton label="Loading the analysis" rows={2} />}>
          <AnalysisFields />
        </Suspense>
        <WidgetFields />
        <SaveBar isNew={!agent} onSave={() => void submit()} onDiscard={() => form.reset()} />
        <LeaveGuard what="agent" when={isDirty && !isSubmitting} />
      </form>
    </FormProvider>
  );
}
