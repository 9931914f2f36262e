import { useState, type ComponentProps } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from './field.js';
import { Input } from './input.js';

interface PasswordFieldProps extends Pick<ComponentProps<'input'>, 'name' | 'required' | 'autoFocus'> {
  /** Called as the field renders: forms send the focus to the first faulty field in the order of registration. */
  register?: () => UseFormRegisterReturn;
  label?: string;
  help?: string;
  error?: string | undefined;
  autoComplete: 'current-password' | 'new-password';
}

export function PasswordField({ register, label = 'Password', help, error, ...input }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} help={error ? undefined : help}>
      {(control) => (
        <span className="relative block">
          <Input
            {...input}
            {...control}
            {...register?.()}
            type={shown ? 'text' : 'password'}
            className="pr-16"
          />
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
