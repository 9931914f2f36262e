import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useAcceptInvitation } from '../api/email-links.js';

interface AcceptInvitationFormProps {
  token: string;
  onDone: () => void;
}

const orAbsent = (text: string | undefined): string | undefined => text || undefined;

/** One form for both: a new person gives name and password; someone with an account may leave the name empty. */
export function AcceptInvitationForm({ token, onDone }: AcceptInvitationFormProps) {
  const accept = useAcceptInvitation();
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: contractResolver((contracts) => contracts.AcceptInvitation),
    defaultValues: { token, name: '', password: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((values) =>
    accept.mutateAsync(values).then(onDone, (error: unknown) => {
      const message = showServerErrors(error, ['name', 'password'], setError);
      if (message) setError('root', { message });
    }),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <Field
        label="Your name"
        error={errors.name?.message}
        help="Leave it empty if you already have an OrbisVoice account."
      >
        {(control) => (
          <Input {...control} {...register('name', { setValueAs: orAbsent })} autoComplete="name" autoFocus />
        )}
      </Field>
      <PasswordField
        register={() => register('password', { setValueAs: orAbsent })}
        error={errors.password?.message}
        help="For a new account at least 10 characters; otherwise the one you have. Not needed while you are signed in."
        autoComplete="current-password"
      />
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        Join the team
      </Button>
    </form>
  );
}
