import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Textarea } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { formatMoney } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useAdjust } from '../api/run-office.js';
import { adjustmentResolver, type AdjustmentValues } from '../lib/adjustment.mapping.js';

export function AdjustForm() {
  const adjust = useAdjust();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: adjustmentResolver,
    defaultValues: { partnerId: '', amount: '', currency: 'USD', reason: '' } satisfies AdjustmentValues,
  });
  const { errors } = formState;
  const submit = handleSubmit(async (wish) => {
    try {
      await adjust.mutateAsync(wish);
      reset();
      toast(`${formatMoney(wish.amount)} entered.`);
    } catch (error) {
      const message = showServerErrors(error, ['partnerId', 'amount', 'reason'], setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <Card
      title="Adjustment"
      text="A sum that no rule gives: a bonus, or with a minus what somebody owes. It is an entry of its own in the ledger."
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <Field label="Partner" error={errors.partnerId?.message} help="The id.">
          {(field) => (
            <Input {...field} {...register('partnerId')} className="font-mono" spellCheck={false} />
          )}
        </Field>
        <div className="grid grid-cols-[1fr_7rem] gap-3">
          <Field label="Amount" error={errors.amount?.message} help="Such as 12.50 or -12.50.">
            {(field) => <Input {...field} {...register('amount')} inputMode="decimal" autoComplete="off" />}
          </Field>
          <Field label="Currency" error={errors.currency?.message}>
            {(field) => <Input {...field} {...register('currency')} autoComplete="off" maxLength={3} />}
          </Field>
        </div>
        <Field label="Reason" error={errors.reason?.message} help="Kept for good, with your name.">
          {(field) => <Textarea {...field} {...register('reason')} rows={3} />}
        </Field>
        <div>
          <Button type="submit" look="primary" busy={formState.isSubmitting}>
            Enter it
          </Button>
        </div>
      </form>
    </Card>
  );
}
