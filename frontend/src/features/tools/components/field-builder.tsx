import { Plus, X } from 'lucide-react';
import { Button } from '../../../components/ui/button.js';
import { Input, Select } from '../../../components/ui/input.js';
import { FIELD_TYPES, type FieldType, type ParameterField } from '../lib/parameter-fields.js';

const TYPES: Record<FieldType, string> = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
};

interface FieldBuilderProps {
  fields: readonly ParameterField[];
  onChange: (fields: ParameterField[]) => void;
}

export function FieldBuilder({ fields, onChange }: FieldBuilderProps) {
  const change = (index: number, part: Partial<ParameterField>): void =>
    onChange(fields.map((field, at) => (at === index ? { ...field, ...part } : field)));
  const add = (): void =>
    onChange([
      ...fields,
      { name: freeName(fields), type: 'string', description: '', required: true, choices: [] },
    ]);
  return (
    <div className="grid gap-3">
      {fields.length === 0 && <p className="text-sm text-dim">It needs none. The agent uses it as it is.</p>}
      {fields.map((field, index) => (
        <div
          key={index}
          role="group"
          aria-label={`Argument ${index + 1}`}
          className="grid gap-2 rounded-control border border-line p-3 sm:grid-cols-[1fr_9rem_auto_auto] sm:items-center"
        >
          <Input
            value={field.name}
            aria-label="Name"
            onChange={(event) => change(index, { name: uniqueIn(fields, index, event.target.value) })}
            spellCheck={false}
            className="font-mono text-[13px]"
          />
          <Select
            value={field.type}
            aria-label="Type"
            onChange={(event) => change(index, { type: event.target.value as FieldType })}
          >
            {FIELD_TYPES.map((type) => (
              <option key={type} value={type}>
                {TYPES[type]}
              </option>
            ))}
          </Select>
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={field.required}
              onChange={(event) => change(index, { required: event.target.checked })}
              className="size-4 accent-orbis"
            />
            Needed
          </label>
          <Button
            look="quiet"
            aria-label={`Remove ${field.name}`}
            onClick={() => onChange(fields.filter((_field, at) => at !== index))}
          >
            <X size={16} aria-hidden="true" />
          </Button>
          <Input
            value={field.description}
            aria-label="Description"
            placeholder="What the agent should know about it"
            onChange={(event) => change(index, { description: event.target.value })}
            className="sm:col-span-4"
          />
          {field.type === 'string' && (
            <Input
              defaultValue={field.choices.join(', ')}
              aria-label="Allowed values"
              placeholder="Only these values, separated by commas (empty: any)"
              onBlur={(event) =>
                change(index, {
                  choices: event.target.value
                    .split(',')
                    .map((text) => text.trim())
                    .filter(Boolean),
                })
              }
              className="sm:col-span-4"
            />
          )}
        </div>
      ))}
      <div>
        <Button onClick={add}>
          <Plus size={16} aria-hidden="true" />
          Add argument
        </Button>
      </div>
    </div>
  );
}

/** Names are keys of the schema: a second one of the same name would swallow the first while it is being typed. */
const uniqueIn = (fields: readonly ParameterField[], index: number, name: string): string =>
  fields.some((field, at) => at !== index && field.name === name) ? `${name}_` : name;

const freeName = (fields: readonly ParameterField[]): string => {
  let number = fields.length + 1;
  while (fields.some(({ name }) => name === `value${number}`)) number += 1;
  return `value${number}`;
};
