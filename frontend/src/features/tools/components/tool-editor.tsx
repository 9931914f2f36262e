import type { Tool } from '@orbisvoice/contracts';
import { FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Textarea } from '../../../components/ui/input.js';
import { LeaveGuard } from '../../../components/ui/leave-guard.js';
import { Segments } from '../../../components/ui/segments.js';
import { FormError } from '../../../components/ui/states.js';
import { ApiError, messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useCreateTool, useUpdateTool } from '../api/tools.js';
import {
  createBody,
  formPath,
  NEW_TOOL,
  toolValues,
  updateBody,
  type ToolFormValues,
} from '../lib/tool-form.mapping.js';
import { toolResolver } from '../lib/tool-resolver.js';
import { BuiltinFields } from './builtin-fields.js';
import { HttpFields } from './http-fields.js';
import { SchemaEditor } from './schema-editor.js';

const KINDS = [
  ['http', 'Your server'],
  ['builtin', 'OrbisVoice'],
  ['client', 'The page'],
] as const;

const ABOUT = {
  http: 'A request to a server of yours.',
  builtin: 'Mail, meetings, handing over: done by OrbisVoice itself.',
  client: 'The page of the call answers it, by its onTool handler. Nothing is sent from here.',
} as const;

interface ToolEditorProps {
  /** Undefined for a new one. */
  tool: Tool | undefined;
  onSaved?: (tool: Tool) => void;
}

export function ToolEditor({ tool, onSaved }: ToolEditorProps) {
  const create = useCreateTool();
  const update = useUpdateTool(tool?.id ?? '');
  const form = useForm<ToolFormValues>({
    resolver: toolResolver,
    defaultValues: tool ? toolValues(tool) : NEW_TOOL,
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const kind = useWatch({ control: form.control, name: 'kind' });
  const submit = form.handleSubmit(async (values) => {
    try {
      const saved = tool
        ? await update.mutateAsync(updateBody(values))
        : await create.mutateAsync(createBody(values));
      form.reset(toolValues(saved));
      toast('Tool saved.');
      onSaved?.(saved);
    } catch (error) {
      const details = error instanceof ApiError ? error.details : [];
      for (const { path, message } of details)
        form.setError(formPath(path) as 'name', { type: 'server', message });
      if (details.length === 0) form.setError('root', { message: messageOf(error) });
    }
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid min-w-0 gap-5">
        <Card
          title="What it is for"
          text={ABOUT[kind]}
          actions={
            tool ? undefined : (
              <Segments
                label="Who does it"
                options={KINDS}
                value={kind}
                onChange={(next) => form.setValue('kind', next, { shouldDirty: true })}
              />
            )
          }
        >
          <PurposeFields />
        </Card>
        {kind === 'http' && <HttpFields />}
        {kind === 'builtin' ? <BuiltinFields /> : <SchemaEditor />}
        <MannerFields />
        <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-paper/95 px-1 py-3 backdrop-blur">
          <p role="status" className="mr-auto text-[13px] text-dim">
            {Object.keys(errors).length > 0
              ? 'Please check the marked fields.'
              : isDirty
                ? 'Unsaved changes'
                : tool && 'All changes saved'}
          </p>
          <FormError message={errors.root?.message} />
          <Button type="submit" look="primary" busy={isSubmitting} disabled={tool !== undefined && !isDirty}>
            {tool ? 'Save tool' : 'Create tool'}
          </Button>
        </div>
        <LeaveGuard what="tool" when={isDirty && !isSubmitting} />
      </form>
    </FormProvider>
  );
}

function PurposeFields() {
  const { register, formState } = useFormContext<ToolFormValues>();
  const { errors } = formState;
  return (
    <div className="grid gap-5">
      <Field
        label="Name"
        error={errors.name?.message}
        help="As the model knows it: letters, digits and underscores."
      >
        {(field) => (
          <Input
            {...field}
            {...register('name')}
            placeholder="find_order"
            spellCheck={false}
            className="font-mono text-[13px]"
          />
        )}
      </Field>
      <Field
        label="When to use it"
        error={errors.description?.message}
        help="The agent decides by these words. Say when it helps, and when not."
      >
        {(field) => (
          <Textarea
            {...field}
            {...register('description')}
            rows={3}
            placeholder="Finds an order by its number. Use it when a visitor asks where a parcel is."
          />
        )}
      </Field>
    </div>
  );
}

function MannerFields() {
  const { register, formState } = useFormContext<ToolFormValues>();
  return (
    <Card title="In the conversation">
      <div className="grid gap-4">
        <Checkbox
          label="Ask the visitor first"
          help="The agent says what it is about to do, and acts only after a yes."
          {...register('confirm')}
        />
        <Checkbox
          label="Talk on meanwhile"
          help="The conversation goes on while the tool runs, where the model can do that."
          {...register('background')}
        />
        <Field
          label="Said when it takes long"
          error={formState.errors.filler?.message}
          help="Empty: a usual sentence."
        >
          {(field) => (
            <Input {...field} {...register('filler')} placeholder="One moment, I am looking it up." />
          )}
        </Field>
      </div>
    </Card>
  );
}
