import { useFormContext } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Textarea } from '../../../components/ui/input.js';
import { OriginList } from '../../../components/ui/origin-list.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

export function AccessFields() {
  const { register, formState } = useFormContext<AgentFormValues>();
  return (
    <Card title="Where and with whom">
      <div className="grid gap-6">
        <OriginList
          label="Allowed sites"
          help="Sites that may embed this agent. With none, only this dashboard can call it."
        />
        <Field
          label="Consent text"
          error={formState.errors.consentText?.message}
          help="Shown before the microphone opens. With a text, no sound is accepted before the visitor agrees; each change makes a new version. Leave it empty to ask for nothing."
        >
          {(field) => <Textarea {...field} {...register('consentText')} rows={3} />}
        </Field>
      </div>
    </Card>
  );
}
