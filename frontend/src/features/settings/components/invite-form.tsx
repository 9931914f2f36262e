import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { ROLE_HELP, ROLE_NAMES } from '../lib/role-words.js';
import { useInvite } from '../api/team.js';

export function InviteForm() {
  const invite = useInvite();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: contractResolver((contracts) => contracts.CreateInvitation),
    defaultValues: { email: '', role: 'member' as const },
  });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    try {
      await invite.mutateAsync(values);
      reset();
      toast(`An invitation is on its way to ${values.email}.`);
    } catch (error) {
      const message = showServerErrors(error, ['email', 'role'], setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3">
      <FormError message={errors.root?.message} />
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_9rem_auto]">
        <Field label="Invite by e-mail" error={errors.email?.message}>
          {(field) => <Input {...field} {...register('email')} type="email" autoComplete="off" />}
        </Field>
        <Field label="Role" error={errors.role?.message}>
          {(field) => (
            <Select {...field} {...register('role')}>
              {(['member', 'admin'] as const).map((role) => (
                <option key={role} value={role}>
                  {ROLE_NAMES[role]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" busy={formState.isSubmitting} className="h-10 sm:mt-6.5 sm:h-9">
          Invite
        </Button>
      </div>
      <p className="text-[13px] leading-relaxed text-dim">
        Members see {ROLE_HELP.member}; admins also manage {ROLE_HELP.admin}.
      </p>
    </form>
  );
}
