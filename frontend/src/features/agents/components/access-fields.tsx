import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Textarea } from '../../../components/ui/input.js';
import { OriginList } from '../../../components/ui/origin-list.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';
import { SpendField } from './spend-field.js';

interface AccessFieldsProps {
  /** Names the saved consent text; undefined for a new agent. */
  savedConsentVersion: string | undefined;
}

export function AccessFields({ savedConsentVersion }: AccessFieldsProps) {
  const { register, formState, control } = useFormContext<AgentFormValues>();
  const consent = useWatch({ control, name: 'consentText' });
  const changed = formState.dirtyFields.consentText === true;
  return (
    <>
      <Card title="Consent" text="What visitors agree to before the microphone opens.">
        <Field
          label="Consent text"
          error={formState.errors.consentText?.message}
          aside={
            consent &&
            (changed ? 'a new version once saved' : savedConsentVersion && `version ${savedConsentVersion}`)
          }
          help="With a text, no sound is accepted before the visitor agrees, and the receipt names its version. Leave it empty to ask for nothing."
        >
          {(field) => <Textarea {...field} {...register('consentText')} rows={3} />}
        </Field>
      </Card>
      <Card
        title="Access and spending"
        text="These hold as soon as they are saved, for the published agent too. Rolling back never changes them."
        id="access"
      >
        <div className="grid gap-6">
          <OriginList
            label="Allowed sites"
            help="Sites that may embed this agent. With none, only this dashboard and your secret keys can call it."
          />
          <SpendField />
          <p className="text-[13px] text-dim">
            How many calls a key may start is set with the key, in{' '}
            <TextLink to={paths.apiKeys}>settings</TextLink>.
          </p>
        </div>
      </Card>
    </>
  );
}
