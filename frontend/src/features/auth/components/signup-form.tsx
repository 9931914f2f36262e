import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useSignup } from '../api/sign-in.js';
import { useReferral } from '../lib/use-referral.js';
import { ReferredBy } from './referred-by.js';

const FIELDS = ['name', 'tenantName', 'email', 'password'] as const;

interface SignupFormProps {
  /** The `ref` of the page's address. */
  referralParam: string | undefined;
  onDone: () => void;
}

export function SignupForm({ referralParam, onDone }: SignupFormProps) {
  const signup = useSignup();
  const referral = useReferral(referralParam);
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: contractResolver((contracts) => contracts.Signup),
    defaultValues: { name: '', tenantName: '', email: '', password: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((values) =>
    signup.mutateAsync({ ...values, ...referral.wish }).then(onDone, (error: unknown) => {
      const message = showServerErrors(error, FIELDS, setError);
      if (message) setError('root', { message });
    }),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input {...control} {...register('name')} autoComplete="name" autoFocus />}
      </Field>
      <Field
        label="Team"
        error={errors.tenantName?.message}
        help="Your company or project. You can change it later."
      >
        {(control) => <Input {...control} {...register('tenantName')} autoComplete="organization" />}
      </Field>
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => <Input {...control} {...register('email')} type="email" autoComplete="username" />}
      </Field>
      <PasswordField
        register={() => register('password')}
        error={errors.password?.message}
        help="At least 10 characters."
        autoComplete="new-password"
      />
      <ReferredBy referral={referral} />
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        Create account
      </Button>
    </form>
  );
}
