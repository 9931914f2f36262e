import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useMailSignIn } from '../api/affiliate-session.js';

export function AffiliateSignInForm({ onMailed }: { onMailed: (email: string) => void }) {
  const mail = useMailSignIn();
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: contractResolver(({ AffiliateSignIn }) => AffiliateSignIn),
    defaultValues: { email: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((wish) =>
    mail.mutateAsync(wish).then(
      () => onMailed(wish.email),
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
          <Input {...control} {...register('email')} type="email" autoComplete="email" autoFocus />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        Mail me a link
      </Button>
    </form>
  );
}
