import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useAddLink } from '../api/change-referrals.js';

export function AddLinkForm() {
  const add = useAddLink();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: contractResolver(({ CreateReferralLink }) => CreateReferralLink),
    defaultValues: { code: '', destination: 'home' as const },
  });
  const { errors } = formState;
  const submit = handleSubmit(async (wish) => {
    try {
      const { code } = await add.mutateAsync(wish);
      reset();
      toast(`“${code}” is yours.`);
    } catch (error) {
      const message = showServerErrors(error, ['code', 'destination'], setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="mt-4 grid gap-3 border-t border-line pt-4"
    >
      <FormError message={errors.root?.message} />
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_10rem_auto]">
        <Field
          label="A code of your own"
          error={errors.code?.message}
          help="4 to 32 letters, digits and hyphens, such as “ana-recommends”."
        >
          {(field) => (
            <Input
              {...field}
              {...register('code', { setValueAs: (text: string) => text || undefined })}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Leads to" error={errors.destination?.message}>
          {(field) => (
            <Select {...field} {...register('destination')}>
              <option value="home">Home page</option>
              <option value="signup">Sign-up page</option>
              <option value="affiliates">Affiliate page</option>
            </Select>
          )}
        </Field>
        <Button type="submit" busy={formState.isSubmitting} className="h-10 sm:mt-6.5 sm:h-9">
          Add code
        </Button>
      </div>
    </form>
  );
}
