import type { ToolParameters } from '@orbisvoice/contracts';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Segments } from '../../../components/ui/segments.js';
import { fieldsOf, schemaOf } from '../lib/parameter-fields.js';
import { SCHEMA_EXAMPLES } from '../lib/schema-examples.js';
import type { ToolFormValues } from '../lib/tool-form.mapping.js';
import { FieldBuilder } from './field-builder.js';
import { SchemaJson } from './schema-json.js';

const MODES = [
  ['fields', 'Fields'],
  ['json', 'JSON schema'],
] as const;

/** What the model is to find out from the visitor before it uses the tool. */
export function SchemaEditor() {
  const { field, fieldState } = useController<ToolFormValues, 'parameters'>({ name: 'parameters' });
  const fields = fieldsOf(field.value);
  const [wanted, setWanted] = useState<'fields' | 'json'>(fields ? 'fields' : 'json');
  const mode = fields ? wanted : 'json';
  const change = (schema: ToolParameters): void => field.onChange(schema);
  return (
    <Card
      title="Arguments"
      text="What the agent finds out before it uses the tool."
      actions={
        <Segments label="Edit as" options={MODES} value={mode} onChange={setWanted} disabled={!fields} />
      }
    >
      {mode === 'fields' && fields ? (
        <FieldBuilder fields={fields} onChange={(next) => change(schemaOf(next))} />
      ) : (
        <SchemaJson value={field.value} onChange={change} />
      )}
      {!fields && (
        <p className="mt-2 text-[13px] text-dim">
          This schema says more than a list of fields can, so it is edited as JSON.
        </p>
      )}
      {fieldState.error?.message && (
        <p role="alert" className="mt-2 text-[13px] text-bad first-letter:uppercase">
          {fieldState.error.message}
        </p>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <span className="text-[13px] text-dim">Begin with an example:</span>
        {SCHEMA_EXAMPLES.map(({ name, schema }) => (
          <Button key={name} look="quiet" onClick={() => change(schema)}>
            {name}
          </Button>
        ))}
      </div>
    </Card>
  );
}
