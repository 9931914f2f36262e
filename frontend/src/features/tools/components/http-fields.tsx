import type { ToolHttp } from '@orbisvoice/contracts';
import { Plus, X } from 'lucide-react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { secretsIn, type ToolFormValues } from '../lib/tool-form.mapping.js';

const METHODS: readonly ToolHttp['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export function HttpFields() {
  const { register, formState, control } = useFormContext<ToolFormValues>();
  const errors = formState.errors.http;
  const method = useWatch({ control, name: 'http.method' });
  return (
    <Card title="Request" text="Sent to your server when the agent uses the tool.">
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-[8rem_1fr]">
          <Field label="Method">
            {(field) => (
              <Select {...field} {...register('http.method')}>
                {METHODS.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Address"
            error={errors?.url?.message}
            help="{argument} is filled in behind the host. The other arguments go into the query of GET and DELETE, and into a JSON body otherwise."
          >
            {(field) => (
              <Input
                {...field}
                {...register('http.url')}
                inputMode="url"
                spellCheck={false}
                placeholder="https://api.example.com/orders/{orderId}"
                className="font-mono text-[13px]"
              />
            )}
          </Field>
        </div>
        <Headers />
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label="Time limit"
            error={errors?.timeoutMs?.message}
            aside="ms"
            help="For everything together, retries included."
          >
            {(field) => (
              <Input
                {...field}
                {...register('http.timeoutMs', { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
              />
            )}
          </Field>
          <Field
            label="Retries"
            error={errors?.retries?.message}
            help="Only where a repetition does no harm."
          >
            {(field) => (
              <Input
                {...field}
                {...register('http.retries', { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
              />
            )}
          </Field>
        </div>
        {(method === 'POST' || method === 'PATCH') && (
          <Checkbox
            label="The server keeps the Idempotency-Key"
            help="It then answers a repeated request without acting twice, so POST and PATCH may be retried too."
            {...register('http.idempotencyKey')}
          />
        )}
      </div>
    </Card>
  );
}

function Headers() {
  const { register, formState, control } = useFormContext<ToolFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'http.headers' });
  const headers = useWatch({ control, name: 'http.headers' });
  const secrets = secretsIn(headers);
  const error = formState.errors.http?.headers;
  const message = error && 'message' in error ? error.message : undefined;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Headers</legend>
      {fields.map((field, index) => (
        <div key={field.id} className="flex gap-2">
          <Input
            {...register(`http.headers.${index}.name`)}
            aria-label={`Header ${index + 1}`}
            placeholder="authorization"
            spellCheck={false}
            className="max-w-48 font-mono text-[13px]"
          />
          <Input
            {...register(`http.headers.${index}.value`)}
            aria-label={`Value of header ${index + 1}`}
            placeholder="Bearer {{API_TOKEN}}"
            spellCheck={false}
            className="font-mono text-[13px]"
          />
          <Button look="quiet" aria-label={`Remove header ${index + 1}`} onClick={() => remove(index)}>
            <X size={16} aria-hidden="true" />
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => append({ name: '', value: '' })}>
          <Plus size={16} aria-hidden="true" />
          Add header
        </Button>
      </div>
      {message && <p className="text-[13px] text-bad first-letter:uppercase">{message}</p>}
      <p className="text-[13px] leading-relaxed text-dim">
        {secrets.length > 0
          ? `Filled with secrets: ${secrets.join(', ')}. Their values are set below, once the tool is saved.`
          : '{{NAME}} in a value is filled with that secret, so that no key stands here in the open.'}
      </p>
    </fieldset>
  );
}
