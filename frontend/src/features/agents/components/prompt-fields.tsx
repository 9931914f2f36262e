import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';
import { promptPlaces } from '../lib/prompt-variables.js';
import { HighlightedTextarea } from './highlighted-textarea.js';

const PROMPT_LIMIT = 20_000;

export function PromptFields() {
  const { register, formState, control } = useFormContext<AgentFormValues>();
  const { errors } = formState;
  const [systemPrompt, firstMessage] = useWatch({ control, name: ['systemPrompt', 'firstMessage'] });
  const { names, faults } = promptPlaces(systemPrompt, firstMessage);
  return (
    <Card title="What it is and says" id="prompt">
      <div className="grid gap-5">
        <Field label="Name" error={errors.name?.message} help="Visitors see it during a call.">
          {(field) => <Input {...field} {...register('name')} placeholder="Front desk" />}
        </Field>
        <Field
          label="System prompt"
          error={errors.systemPrompt?.message}
          aside={`${systemPrompt.length.toLocaleString('en')} / ${PROMPT_LIMIT.toLocaleString('en')}`}
          help={<VariableHelp names={names} faults={faults} />}
        >
          {(field) => (
            <HighlightedTextarea
              {...field}
              {...register('systemPrompt')}
              text={systemPrompt}
              rows={14}
              placeholder="You are the front desk of a bike shop in Utrecht. Opening hours are …"
            />
          )}
        </Field>
        <Field
          label="First message"
          error={errors.firstMessage?.message}
          help="Spoken as soon as the call begins. Leave it empty, and the agent waits for the visitor."
        >
          {(field) => (
            <HighlightedTextarea
              {...field}
              {...register('firstMessage')}
              text={firstMessage}
              rows={2}
              placeholder="Hello, how can I help you?"
            />
          )}
        </Field>
      </div>
    </Card>
  );
}

function VariableHelp({ names, faults }: { names: string[]; faults: string[] }) {
  return (
    <>
      Who the agent is, what it knows, how it behaves. Write <Code>{'{{name}}'}</Code> where a value is filled
      in when a call starts.
      {names.length > 0 && (
        <span className="mt-2 flex flex-wrap items-center gap-1.5">
          Variables:
          {names.map((name) => (
            <Code key={name}>{name}</Code>
          ))}
        </span>
      )}
      {faults.length > 0 && (
        <span className="mt-2 flex flex-wrap items-center gap-1.5 text-warn">
          Not a variable name:
          {faults.map((fault) => (
            <Code key={fault}>{fault}</Code>
          ))}
        </span>
      )}
    </>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code className="rounded-md border border-line bg-mist px-1.5 py-0.5 font-mono text-xs text-ink">
      {children}
    </code>
  );
}
