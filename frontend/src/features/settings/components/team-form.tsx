import type { Tenant } from '@orbisvoice/contracts';
import { useForm } from 'react-hook-form';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { formatDate } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useUpdateTenant } from '../api/team.js';

export function TeamForm({ tenant, editable }: { tenant: Tenant; editable: boolean }) {
  const update = useUpdateTenant();
  const { name, rateLimitPerMinute } = tenant;
  // What somebody else saves arrives here; what is being typed stays.
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: contractResolver(({ UpdateTenant }) => UpdateTenant.required()),
    values: { name, rateLimitPerMinute },
    resetOptions: { keepDirtyValues: true },
  });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    try {
      const saved = await update.mutateAsync(values);
      reset({ name: saved.name, rateLimitPerMinute: saved.rateLimitPerMinute });
      toast('Team saved.');
    } catch (error) {
      const message = showServerErrors(error, ['name', 'rateLimitPerMinute'], setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <Card
      title="General"
      text={`Since ${formatDate(tenant.createdAt)}.`}
      actions={tenant.acquiredVia === 'referral' && <Badge tone="good">Acquired via referral</Badge>}
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
          <Field
            label="Name"
            error={errors.name?.message}
            help="Members see this name, and so do people you invite."
          >
            {(field) => (
              <Input {...field} {...register('name')} readOnly={!editable} autoComplete="organization" />
            )}
          </Field>
          <Field
            label="Requests a minute"
            error={errors.rateLimitPerMinute?.message}
            help="That each API key may make."
          >
            {(field) => (
              <Input
                {...field}
                {...register('rateLimitPerMinute', { valueAsNumber: true })}
                readOnly={!editable}
                type="number"
                inputMode="numeric"
                min={1}
                max={10_000}
              />
            )}
          </Field>
        </div>
        {editable && (
          <div className="flex justify-end gap-2">
            {formState.isDirty && <Button onClick={() => reset()}>Undo</Button>}
            <Button type="submit" look="primary" busy={formState.isSubmitting} disabled={!formState.isDirty}>
              Save
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
