import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { formatSeconds } from '../../../lib/format.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

const PATIENCE_WORDS = {
  quick: 'Quick: answers after a short pause',
  balanced: 'Balanced',
  patient: 'Patient: bears a pause of a second',
} as const;
const ECHO_WORDS = {
  auto: 'Where the visitor’s device needs it',
  on: 'Always',
  off: 'Never',
} as const;

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));

/** Who speaks when: how long the agent waits, what may interrupt it, and when it asks into a silence. */
export function TurnFields() {
  const { register, formState, control } = useFormContext<AgentFormValues>();
  const { errors } = formState;
  const asksAfter = useWatch({ control, name: 'silencePromptSeconds' });
  return (
    <Card title="Taking turns" id="turns">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Patience" error={errors.patience?.message} help="How long a visitor may pause.">
          {(field) => (
            <Select {...field} {...register('patience')}>
              {options(PATIENCE_WORDS)}
            </Select>
          )}
        </Field>
        <Field
          label="Guard against echo"
          error={errors.echoGuard?.message}
          help="Keeps the agent from interrupting itself over a loudspeaker."
        >
          {(field) => (
            <Select {...field} {...register('echoGuard')}>
              {options(ECHO_WORDS)}
            </Select>
          )}
        </Field>
        <Field
          label="Ask into a silence after"
          error={errors.silencePromptSeconds?.message}
          aside={asksAfter === 0 ? 'never' : formatSeconds(asksAfter ?? NaN)}
          help="In seconds; 0 never asks. After two questions the agent says goodbye."
        >
          {(field) => (
            <Input
              {...field}
              {...register('silencePromptSeconds', { valueAsNumber: true })}
              type="number"
              inputMode="numeric"
              className="tabular-nums"
            />
          )}
        </Field>
      </div>
    </Card>
  );
}
