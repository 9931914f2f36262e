import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useController, type FieldError, type Merge } from 'react-hook-form';
import { Button } from './button.js';
import { Input } from './input.js';

interface OriginListProps {
  label: string;
  help: string;
}

type ListError = Merge<FieldError, (FieldError | undefined)[]> | undefined;

const errorAt = (error: ListError, index: number): string | undefined => error?.[index]?.message;

/** The `allowedOrigins` of a form: one line each, so that a complaint stands at the line it means. */
export function OriginList({ label, help }: OriginListProps) {
  const id = useId();
  const { field, fieldState } = useController<{ allowedOrigins: string[] }, 'allowedOrigins'>({
    name: 'allowedOrigins',
  });
  const error = fieldState.error as ListError;
  const change = (index: number, ...replacement: string[]): void =>
    field.onChange(field.value.toSpliced(index, 1, ...replacement));
  return (
    <fieldset className="grid gap-2" aria-describedby={`${id}-help`}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {field.value.map((origin, index) => {
        const message = errorAt(error, index);
        return (
          <div key={index}>
            <div className="flex gap-2">
              <Input
                value={origin}
                onChange={(event) => change(index, event.target.value)}
                onBlur={field.onBlur}
                aria-label={`Site ${index + 1}`}
                aria-invalid={message ? true : undefined}
                aria-describedby={message ? `${id}-${index}` : undefined}
                placeholder="https://www.example.com"
                inputMode="url"
                spellCheck={false}
                autoFocus={origin === ''}
              />
              <Button look="quiet" aria-label={`Remove site ${index + 1}`} onClick={() => change(index)}>
                <X size={16} aria-hidden="true" />
              </Button>
            </div>
            {message && (
              <p id={`${id}-${index}`} className="mt-1 text-[13px] text-bad first-letter:uppercase">
                {message}
              </p>
            )}
          </div>
        );
      })}
      <div>
        <Button onClick={() => field.onChange([...field.value, ''])}>
          <Plus size={16} aria-hidden="true" />
          Add site
        </Button>
      </div>
      {error?.message && <p className="text-[13px] text-bad">{error.message}</p>}
      <p id={`${id}-help`} className="text-[13px] leading-relaxed text-dim">
        {help}
      </p>
    </fieldset>
  );
}
