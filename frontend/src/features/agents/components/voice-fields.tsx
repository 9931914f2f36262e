import { useFormContext } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';
import { languageName, LANGUAGES } from '../lib/languages.js';
import { VoicePicker } from './voice-picker.js';

export function VoiceFields() {
  const { register, formState } = useFormContext<AgentFormValues>();
  return (
    <Card title="How it sounds" id="voice">
      <div className="grid gap-5">
        <VoicePicker />
        <Field
          label="Language"
          error={formState.errors.language?.message}
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
                className="max-w-64"
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
