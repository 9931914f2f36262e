import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Textarea } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useOverride } from '../api/run-office.js';

const FIELDS = ['tenantId', 'partnerId', 'reason'] as const;

export function OverrideForm() {
  const override = useOverride();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: contractResolver(({ OverrideAttribution }) => OverrideAttribution),
    defaultValues: { tenantId: '', partnerId: '' as string | null, reason: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit(async (wish) => {
    try {
      await override.mutateAsync(wish);
      reset();
      toast('Decided. What the team brought is counted anew.');
    } catch (error) {
      const message = showServerErrors(error, FIELDS, setError);
      if (message) setError('root', { message });
    }
  });
  return (
    <Card
      title="Who referred a team"
      text="Decides anew, and takes what was earned with it. What was already paid out becomes a debt of the old partner."
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <Field label="Team" error={errors.tenantId?.message} help="Its id.">
          {(field) => <Input {...field} {...register('tenantId')} className="font-mono" spellCheck={false} />}
        </Field>
        <Field label="Partner" error={errors.partnerId?.message} help="The id, or empty for nobody.">
          {(field) => (
            <Input
              {...field}
              {...register('partnerId', { setValueAs: (text: string | null) => text || null })}
              className="font-mono"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Reason" error={errors.reason?.message} help="Kept for good, with your name.">
          {(field) => <Textarea {...field} {...register('reason')} rows={3} />}
        </Field>
        <div>
          <Button type="submit" look="primary" busy={formState.isSubmitting}>
            Decide anew
          </Button>
        </div>
      </form>
    </Card>
  );
}
