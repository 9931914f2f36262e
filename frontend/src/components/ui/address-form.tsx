import { useForm, type Resolver } from 'react-hook-form';
import { showServerErrors } from '../../lib/form-errors.js';
import { Button } from './button.js';
import { Field } from './field.js';
import { Input } from './input.js';
import { FormError } from './states.js';

interface Address {
  email: string;
}

interface AddressFormProps {
  resolver: Resolver<Address, unknown, Address>;
  /** Asks for the mail. */
  send: (address: Address) => Promise<unknown>;
  onSent: (email: string) => void;
  autoComplete: 'email' | 'username';
  /** What the button says. */
  action: string;
}

/** One address, to which a link is mailed. */
export function AddressForm({ resolver, send, onSent, autoComplete, action }: AddressFormProps) {
  const { register, handleSubmit, setError, formState } = useForm({ resolver, defaultValues: { email: '' } });
  const { errors } = formState;
  const submit = handleSubmit((address) =>
    send(address).then(
      () => onSent(address.email),
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
          <Input {...control} {...register('email')} type="email" autoComplete={autoComplete} autoFocus />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" busy={formState.isSubmitting}>
        {action}
      </Button>
    </form>
  );
}
