import type { ApiKey, ApiKeyLimits } from '@orbisvoice/contracts';
import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useSetKeyLimits } from '../api/api-keys.js';
import { LIMITS, LIMIT_WORDS } from '../lib/key-words.js';

/** An empty field is no limit, nothing else is. */
const orNone = (text: unknown): number | null => (text === '' || text === null ? null : Number(text));

/** What a key may start; days begin at midnight UTC. */
export function KeyLimitsForm({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const save = useSetKeyLimits(apiKey.id);
  const { register, handleSubmit, setError, formState } = useForm<ApiKeyLimits, unknown, ApiKeyLimits>({
    resolver: contractResolver(({ ApiKeyLimits: schema }) => schema),
    defaultValues: apiKey.limits,
  });
  const { errors } = formState;
  const submit = handleSubmit(async (limits) => {
    try {
      await save.mutateAsync(limits);
      toast('Limits saved. They hold within seconds.');
      onDone();
    } catch (error) {
      setError('root', { message: messageOf(error) });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <p className="text-sm leading-relaxed text-dim">
        An empty field is no limit of its own; what the team may do holds for every key. Days begin at
        midnight UTC.
      </p>
      <FormError message={errors.root?.message} />
      <div className="grid gap-4 sm:grid-cols-2">
        {LIMITS.map((name) => (
          <Field key={name} label={labelOf(name)} error={errors[name]?.message}>
            {(field) => (
              <Input
                {...field}
                {...register(name, { setValueAs: orNone })}
                type="number"
                inputMode="numeric"
                min={0}
                placeholder="No limit"
              />
            )}
          </Field>
        ))}
      </div>
      <div className="mt-1 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          Save
        </Button>
      </div>
    </form>
  );
}

const labelOf = (name: keyof ApiKeyLimits): string =>
  LIMIT_WORDS[name].charAt(0).toUpperCase() + LIMIT_WORDS[name].slice(1);
