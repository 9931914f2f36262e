import { VOICE_IDS, VOICES } from '@orbisvoice/contracts';
import { useFormContext } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';
import { languageName, LANGUAGES } from '../lib/languages.js';

export function VoiceFields() {
  const { register, formState } = useFormContext<AgentFormValues>();
  const { errors } = formState;
  return (
    <Card title="How it sounds">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Voice" error={errors.voiceId?.message} help="One of Gemini’s 30 voices.">
          {(field) => (
            <Select {...field} {...register('voiceId')}>
              {VOICE_IDS.map((id) => (
                <option key={id} value={id}>
                  {id}, {VOICES[id].toLowerCase()}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Language"
          error={errors.language?.message}
          help="A language tag. The agent speaks it first and understands it best."
        >
          {(field) => (
            <>
              <Input
                {...field}
                {...register('language')}
                list="languages"
                spellCheck={false}
                autoComplete="off"
              />
              <datalist id="languages">
                {LANGUAGES.map((tag) => (
                  <option key={tag} value={tag}>
                    {languageName(tag)}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
    </Card>
  );
}
