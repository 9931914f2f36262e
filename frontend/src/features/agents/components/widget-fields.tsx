import { useController, useFormContext } from 'react-hook-form';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

const BRAND = '#4f46e5';
const THEMES = { auto: 'As the visitor’s device', light: 'Light', dark: 'Dark' } as const;
const POSITIONS = {
  'bottom-end': 'Bottom, where lines end',
  'bottom-start': 'Bottom, where lines begin',
  'top-end': 'Top, where lines end',
  'top-start': 'Top, where lines begin',
} as const;

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));

/** How the widget looks where the page does not say otherwise. */
export function WidgetFields() {
  const { register, formState } = useFormContext<AgentFormValues>();
  const { field: accent } = useController<AgentFormValues, 'appearance.accent'>({
    name: 'appearance.accent',
  });
  const errors = formState.errors.appearance;
  return (
    <Card title="Widget" text="A page that embeds the agent may say otherwise." id="widget">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Theme" error={errors?.theme?.message}>
          {(field) => (
            <Select {...field} {...register('appearance.theme')}>
              {options(THEMES)}
            </Select>
          )}
        </Field>
        <Field label="Corner of the page" error={errors?.position?.message}>
          {(field) => (
            <Select {...field} {...register('appearance.position')}>
              {options(POSITIONS)}
            </Select>
          )}
        </Field>
        <div className="grid gap-2">
          <Checkbox
            label="A colour of your own"
            help="For the button and the orb."
            checked={accent.value !== null}
            onChange={(event) => accent.onChange(event.target.checked ? BRAND : null)}
          />
          {accent.value !== null && (
            <div className="flex gap-2">
              <input
                type="color"
                aria-label="Pick the colour"
                value={accent.value}
                onChange={(event) => accent.onChange(event.target.value)}
                className="h-9 w-12 rounded-control border border-line bg-paper p-1"
              />
              <Input
                value={accent.value}
                onChange={(event) => accent.onChange(event.target.value)}
                aria-label="Colour"
                aria-invalid={errors?.accent ? true : undefined}
                spellCheck={false}
                className="max-w-32 font-mono"
              />
            </div>
          )}
          {errors?.accent?.message && (
            <p className="text-[13px] text-bad first-letter:uppercase">{errors.accent.message}</p>
          )}
        </div>
      </div>
    </Card>
  );
}
