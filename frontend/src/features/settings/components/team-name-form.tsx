import { zodResolver } from '@hookform/resolvers/zod';
import { UpdateTenant, type Tenant } from '@orbisvoice/contracts';
import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useUpdateTenant } from '../api/team.js';

const TeamName = UpdateTenant.pick({ name: true }).required();

export function TeamNameForm({ tenant, editable }: { tenant: Tenant; editable: boolean }) {
  const update = useUpdateTenant();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: zodResolver(TeamName),
    defaultValues: { name: tenant.name },
  });
  const submit = handleSubmit(async (values) => {
    try {
      const saved = await update.mutateAsync(values);
      reset({ name: saved.name });
      toast('Team name saved.');
    } catch (error) {
      const message = showServerErrors(error, ['name'], setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <Card title="Team" text="Members see this name, and so do people you invite.">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={formState.errors.root?.message} />
        <Field label="Name" error={formState.errors.name?.message}>
          {(field) => (
            <div className="flex gap-2">
              <Input {...field} {...register('name')} readOnly={!editable} autoComplete="organization" />
              {editable && (
                <Button
                  type="submit"
                  busy={formState.isSubmitting}
                  disabled={!formState.isDirty}
                  className="h-10 sm:h-9"
                >
                  Save
                </Button>
              )}
            </div>
          )}
        </Field>
      </form>
    </Card>
  );
}
