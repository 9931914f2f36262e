import type { PayoutMethodDetails } from '@orbisvoice/contracts';
import { useForm, useWatch } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { useReplacePayoutMethod } from '../api/change-referrals.js';
import { PAYOUT_FIELDS, toPayoutDetails, type PayoutMethodValues } from '../lib/payout-method.mapping.js';

const INPUTS = {
  holder: { label: 'Name on the account', autoComplete: 'name' },
  iban: { label: 'IBAN', autoComplete: 'off' },
  email: { label: 'PayPal address', autoComplete: 'email' },
  accountNumber: { label: 'Account number', autoComplete: 'off' },
  bankCode: { label: 'Routing number or sort code', autoComplete: 'off' },
  country: { label: 'Country, as two letters', autoComplete: 'country' },
} as const;

export function PayoutMethodForm({ onDone, onCancel }: Record<'onDone' | 'onCancel', () => void>) {
  const replace = useReplacePayoutMethod();
  const resolve = contractResolver(({ PayoutMethodDetails }) => PayoutMethodDetails);
  const { register, handleSubmit, setError, control, formState } = useForm<
    PayoutMethodValues,
    unknown,
    PayoutMethodDetails
  >({
    // Only what belongs to the chosen kind is checked and sent.
    resolver: async (values, context, options) =>
      (await resolve(toPayoutDetails(values), context, options as never)) as never,
    defaultValues: {
      kind: 'iban',
      holder: '',
      iban: '',
      email: '',
      accountNumber: '',
      bankCode: '',
      country: '',
    },
  });
  const { errors } = formState;
  const kind = useWatch({ control, name: 'kind' });
  const submit = handleSubmit(async (details) => {
    try {
      await replace.mutateAsync(details);
      onDone();
    } catch (error) {
      const message = showServerErrors(error, PAYOUT_FIELDS[kind], setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <Field label="Kind">
        {(field) => (
          <Select {...field} {...register('kind')}>
            <option value="iban">Bank account with an IBAN</option>
            <option value="paypal">PayPal</option>
            <option value="bank">Another bank account</option>
          </Select>
        )}
      </Field>
      {PAYOUT_FIELDS[kind].map((name) => (
        <Field key={name} label={INPUTS[name].label} error={errors[name]?.message}>
          {(field) => (
            <Input
              {...field}
              {...register(name)}
              autoComplete={INPUTS[name].autoComplete}
              spellCheck={false}
            />
          )}
        </Field>
      ))}
      <p className="text-[13px] leading-relaxed text-dim">
        We mail you a link to confirm that it was you. Nothing is paid before that.
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          Save
        </Button>
      </div>
    </form>
  );
}
