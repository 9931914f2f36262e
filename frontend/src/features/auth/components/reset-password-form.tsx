import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useResetPassword } from '../api/email-links.js';

export function ResetPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const reset = useResetPassword();
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: contractResolver((contracts) => contracts.ResetPassword),
    defaultValues: { token, password: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((values) =>
    reset.mutateAsync(values).then(onDone, (error: unknown) => {
      const message = showServerErrors(error, ['password'], setError);
      if (message) setError('root', { message });
    }),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <PasswordField
        register={() => register('password')}
        label="New password"
        error={errors.password?.message}
        help="At least 10 characters."
        autoComplete="new-password"
        autoFocus
      />
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        Set password
      </Button>
    </form>
  );
}
