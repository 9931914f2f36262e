import type { AnalysisCriterion, AnalysisField } from '@orbisvoice/contracts';
import { ANALYSIS_FIELD_KINDS } from '@orbisvoice/contracts/words';
import { useController, useFormContext, type FieldErrors } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

const KINDS: Record<AnalysisField['kind'], string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  choice: 'One of a list',
};

type Errors = NonNullable<FieldErrors<AgentFormValues>['analysis']>;

/** What a model makes of each call after its end. One value of the form: its lists are short. */
export function AnalysisFields() {
  const { formState } = useFormContext<AgentFormValues>();
  const { field } = useController<AgentFormValues, 'analysis'>({ name: 'analysis' });
  const { enabled, criteria, fields } = field.value;
  const errors: Errors = formState.errors.analysis ?? {};
  const change = (part: Partial<AgentFormValues['analysis']>) => field.onChange({ ...field.value, ...part });
  return (
    <Card
      title="Analysis after the call"
      text="A model reads the finished transcript once and writes a summary, judges your criteria and fills in your fields. It costs a little each call, and needs the installation to have a key."
      id="analysis"
    >
      <div className="grid gap-6">
        <Checkbox
          label="Analyse every call of this agent"
          checked={enabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
        {enabled && (
          <>
            <ItemList<AnalysisCriterion>
              name="Success criteria"
              one="criterion"
              help="Each is judged met, not met or unclear, with a reason."
              items={criteria}
              errors={errors.criteria}
              blank={{ name: '', description: '' }}
              onChange={(items) => change({ criteria: items })}
            />
            <ItemList<AnalysisField>
              name="Fields"
              one="field"
              help="Taken from what was said; empty where nobody said it."
              items={fields}
              errors={errors.fields}
              blank={{ name: '', description: '', kind: 'text' }}
              onChange={(items) => change({ fields: items })}
              more={(item, set, error) => <KindFields item={item} onChange={set} error={error} />}
            />
          </>
        )}
      </div>
    </Card>
  );
}

interface ItemListProps<T extends AnalysisCriterion> {
  name: string;
  one: string;
  help: string;
  items: readonly T[];
  errors: unknown;
  blank: T;
  onChange: (items: T[]) => void;
  more?: (item: T, set: (item: T) => void, error: ItemErrors) => React.ReactNode;
}

type ItemErrors = Partial<Record<string, { message?: string }>>;
const errorsAt = (errors: unknown, index: number): ItemErrors =>
  (errors as ItemErrors[] | undefined)?.[index] ?? {};

function ItemList<T extends AnalysisCriterion>(props: ItemListProps<T>) {
  const { name, one, help, items, errors, blank, onChange, more } = props;
  const set = (index: number, item: T) => onChange(items.map((old, at) => (at === index ? item : old)));
  return (
    <fieldset className="grid gap-4">
      <legend className="text-sm font-medium">{name}</legend>
      <p className="-mt-3 text-[13px] text-dim">{help}</p>
      {items.map((item, index) => {
        const error = errorsAt(errors, index);
        return (
          <div key={index} className="grid gap-4 rounded-card border border-line p-4 sm:grid-cols-2">
            <Field label={`Name of ${one} ${index + 1}`} error={error.name?.message}>
              {(control) => (
                <Input
                  {...control}
                  value={item.name}
                  onChange={(event) => set(index, { ...item, name: event.target.value })}
                />
              )}
            </Field>
            <Field label={`Meaning of ${one} ${index + 1}`} error={error.description?.message}>
              {(control) => (
                <Input
                  {...control}
                  value={item.description}
                  onChange={(event) => set(index, { ...item, description: event.target.value })}
                />
              )}
            </Field>
            {more?.(item, (next) => set(index, next), error)}
            <div className="sm:col-span-2">
              <Button
                look="quiet"
                aria-label={`Remove ${one} ${item.name || index + 1}`}
                onClick={() => onChange(items.filter((_item, at) => at !== index))}
              >
                Remove
              </Button>
            </div>
          </div>
        );
      })}
      <div>
        <Button onClick={() => onChange([...items, blank])}>Add a {one}</Button>
      </div>
    </fieldset>
  );
}

interface KindFieldsProps {
  item: AnalysisField;
  onChange: (item: AnalysisField) => void;
  error: ItemErrors;
}

function KindFields({ item, onChange, error }: KindFieldsProps) {
  const choose = (kind: AnalysisField['kind']) =>
    onChange({ ...item, kind, options: kind === 'choice' ? (item.options ?? []) : undefined });
  return (
    <>
      <Field label={`Kind of ${item.name || 'the field'}`} error={error.kind?.message}>
        {(control) => (
          <Select
            {...control}
            value={item.kind}
            onChange={(event) => choose(event.target.value as AnalysisField['kind'])}
          >
            {ANALYSIS_FIELD_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KINDS[kind]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {item.kind === 'choice' && (
        <Field
          label={`Choices of ${item.name || 'the field'}`}
          error={error.options?.message}
          help="Two or more, with commas between them."
        >
          {(control) => (
            <Input
              {...control}
              defaultValue={item.options?.join(', ')}
              onBlur={(event) => onChange({ ...item, options: choicesOf(event.target.value) })}
            />
          )}
        </Field>
      )}
    </>
  );
}

const choicesOf = (text: string): string[] =>
  text
    .split(',')
    .map((choice) => choice.trim())
    .filter(Boolean);
