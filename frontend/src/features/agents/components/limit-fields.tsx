import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { formatSeconds } from '../../../lib/format.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

const LIMITS = [
  { name: 'idleTimeoutSeconds', label: 'End after silence of', help: 'Nobody spoke for so long.' },
  { name: 'maxDurationSeconds', label: 'Longest call', help: 'The agent says goodbye shortly before.' },
] as const;

export function LimitFields() {
  const { register, formState, control } = useFormContext<AgentFormValues>();
  const values = useWatch({ control, name: ['idleTimeoutSeconds', 'maxDurationSeconds'] });
  return (
    <Card title="Limits of a call" id="limits">
      <div className="grid gap-5 sm:grid-cols-2">
        {LIMITS.map(({ name, label, help }, index) => (
          <Field
            key={name}
            label={label}
            error={formState.errors[name]?.message}
            aside={formatSeconds(values[index] ?? NaN)}
            help={`In seconds. ${help}`}
          >
            {(field) => (
              <Input
                {...field}
                {...register(name, { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
                className="tabular-nums"
              />
            )}
          </Field>
        ))}
      </div>
    </Card>
  );
}
