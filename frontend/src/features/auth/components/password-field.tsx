import { useState, type ComponentProps } from 'react';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';

interface PasswordFieldProps extends ComponentProps<'input'> {
  label?: string;
  help?: string;
  error: string | undefined;
}

export function PasswordField({ label = 'Password', help, error, ...input }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} help={help}>
      {(control) => (
        <span className="relative block">
          <Input {...input} {...control} type={shown ? 'text' : 'password'} className="pr-16" />
          <button
            type="button"
            onClick={() => setShown(!shown)}
            aria-pressed={shown}
            aria-label="Show password"
            className="absolute inset-y-1 right-1 rounded-md px-2.5 text-xs font-medium text-dim hover:text-ink"
          >
            {shown ? 'Hide' : 'Show'}
          </button>
        </span>
      )}
    </Field>
  );
}
