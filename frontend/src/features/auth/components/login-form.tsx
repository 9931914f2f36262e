import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useLogin } from '../api/sign-in.js';

export function LoginForm({ onDone }: { onDone: () => void }) {
  const login = useLogin();
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: contractResolver((contracts) => contracts.Login),
    defaultValues: { email: '', password: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((values) =>
    login.mutateAsync(values).then(onDone, (error: unknown) => {
      const message = showServerErrors(error, ['email', 'password'], setError);
      if (message) setError('root', { message });
    }),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="username" autoFocus />
        )}
      </Field>
      <PasswordField
        register={() => register('password')}
        error={errors.password?.message}
        autoComplete="current-password"
      />
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        Log in
      </Button>
    </form>
  );
}
