import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useForgotPassword } from '../api/email-links.js';

export function ForgotPasswordForm({ onDone }: { onDone: (email: string) => void }) {
  const forgot = useForgotPassword();
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: contractResolver((contracts) => contracts.ForgotPassword),
    defaultValues: { email: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((values) =>
    forgot.mutateAsync(values).then(
      () => onDone(values.email),
      (error: unknown) => {
        const message = showServerErrors(error, ['email'], setError);
        if (message) setError('root', { message });
      },
    ),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="username" autoFocus />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        Send link
      </Button>
    </form>
  );
}
