import type { CreateApiKey, CreatedApiKey } from '@orbisvoice/contracts';
import { API_KEY_KINDS, SCOPES } from '@orbisvoice/contracts/words';
import { useState } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { OriginList } from '../../../components/ui/origin-list.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { KEY_KINDS, KEY_LIVES, expiryAfter } from '../lib/key-words.js';
import { useCreateApiKey } from '../api/api-keys.js';

const KIND_HELP = {
  publishable: 'Starts calls from the sites you allow, and nothing else. It may stand in a page.',
  secret: 'May do everything in this team. Keep it on your server.',
  restricted: 'May do only what you tick. Keep it on your server.',
} as const;

const FIELDS = ['name', 'kind', 'scopes', 'expiresAt', 'allowedOrigins', 'limits'];

interface CreateKeyFormProps {
  onCreated: (key: CreatedApiKey) => void;
  onCancel: () => void;
}

export function CreateKeyForm({ onCreated, onCancel }: CreateKeyFormProps) {
  const create = useCreateApiKey();
  const form = useForm<CreateApiKey, unknown, CreateApiKey>({
    resolver: contractResolver(({ CreateApiKey }) => CreateApiKey),
    defaultValues: { name: '', kind: 'publishable', allowedOrigins: [], scopes: [] },
  });
  const [life, setLife] = useState('');
  const { register, formState, setError, control } = form;
  const { errors } = formState;
  const kind = useWatch({ control, name: 'kind' });
  const submit = form.handleSubmit(async ({ scopes, allowedOrigins, ...key }) => {
    const body = {
      ...key,
      expiresAt: expiryAfter(life),
      ...(kind === 'restricted' && { scopes }),
      ...(kind === 'publishable' && { allowedOrigins }),
    };
    try {
      onCreated(await create.mutateAsync(body));
    } catch (error) {
      const message = showServerErrors(error, FIELDS, setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <Field label="Name" error={errors.name?.message} help="Where it is used, such as “Shop website”.">
          {(field) => <Input {...field} {...register('name')} autoFocus />}
        </Field>
        <Field label="Kind" error={errors.kind?.message} help={KIND_HELP[kind]}>
          {(field) => (
            <Select {...field} {...register('kind')}>
              {API_KEY_KINDS.map((name) => (
                <option key={name} value={name}>
                  {KEY_KINDS[name]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Works" error={errors.expiresAt?.message}>
          {(field) => (
            <Select {...field} value={life} onChange={(event) => setLife(event.target.value)}>
              {KEY_LIVES.map(([days, text]) => (
                <option key={days} value={days}>
                  {text}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {kind === 'publishable' && (
          <OriginList
            label="Allowed sites"
            help="With none, the key works wherever the agent itself is allowed."
          />
        )}
        {kind === 'restricted' && (
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-sm font-medium">May</legend>
            <div className="grid grid-cols-2 gap-2">
              {SCOPES.map((scope) => (
                <label key={scope} className="flex items-center gap-2 font-mono text-[13px]">
                  <input
                    type="checkbox"
                    value={scope}
                    {...register('scopes')}
                    className="size-4 accent-orbis"
                  />
                  {scope}
                </label>
              ))}
            </div>
            {errors.scopes?.message && <p className="text-[13px] text-bad">{errors.scopes.message}</p>}
          </fieldset>
        )}
        <div className="mt-2 flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" look="primary" busy={formState.isSubmitting}>
            Create key
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}
