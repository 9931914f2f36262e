import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import type { EmbedOptions } from '../lib/embed-options.js';

const THEMES = { agent: 'As the agent says', auto: 'As the device', light: 'Light', dark: 'Dark' };
const POSITIONS = {
  agent: 'As the agent says',
  'bottom-end': 'Bottom, where lines end',
  'bottom-start': 'Bottom, where lines begin',
  'top-end': 'Top, where lines end',
  'top-start': 'Top, where lines begin',
};
const LANGUAGES = {
  auto: 'As the page',
  en: 'English',
  es: 'Español',
  de: 'Deutsch',
  fr: 'Français',
  ar: 'العربية',
};
const WAYS = { both: 'Speaking and writing', voice: 'Speaking', text: 'Writing' };

interface EmbedOptionFieldsProps {
  options: EmbedOptions;
  onChange: (change: Partial<EmbedOptions>) => void;
}

export function EmbedOptionFields({ options, onChange }: EmbedOptionFieldsProps) {
  const choice = (
    name: 'theme' | 'position' | 'lang' | 'ways',
    label: string,
    words: Record<string, string>,
  ) => (
    <Field label={label}>
      {(field) => (
        <Select
          {...field}
          value={options[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        >
          {Object.entries(words).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {choice('theme', 'Theme', THEMES)}
      {choice('position', 'Corner of the page', POSITIONS)}
      {choice('lang', 'Language', LANGUAGES)}
      {choice('ways', 'Visitors may use', WAYS)}
      <Field label="Words on the button" help="None: the mark alone.">
        {(field) => (
          <Input
            {...field}
            value={options.label}
            onChange={(event) => onChange({ label: event.target.value })}
            maxLength={60}
            placeholder="Talk to us"
          />
        )}
      </Field>
      <div className="grid content-start">
        <Checkbox
          label="Show captions"
          checked={options.captions}
          onChange={(event) => onChange({ captions: event.target.checked })}
        />
        <Checkbox
          label="Ask for a rating"
          checked={options.rating}
          onChange={(event) => onChange({ rating: event.target.checked })}
        />
      </div>
    </div>
  );
}
