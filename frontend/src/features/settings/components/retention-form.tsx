import type { CallRetention } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { Segments } from '../../../components/ui/segments.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useSettled } from '../../../lib/use-settled.js';
import { retentionPreviewQuery, useSetRetention } from '../api/retention.js';
import { isPeriod, isShorter, previewWords, USUAL_DAYS } from '../lib/retention-words.js';

interface Values {
  callDays: number | null;
}

export function RetentionForm({ retention }: { retention: CallRetention }) {
  const save = useSetRetention();
  const [confirming, setConfirming] = useState<number>();
  const { register, handleSubmit, control, setValue, setError, reset, formState } = useForm<
    Values,
    unknown,
    Values
  >({
    resolver: contractResolver(({ SetCallRetention }) => SetCallRetention),
    values: { callDays: retention.callDays },
    resetOptions: { keepDirtyValues: true },
  });
  const callDays = useWatch({ control, name: 'callDays' });
  const settled = useSettled(callDays);
  const asked = isPeriod(settled) ? settled : USUAL_DAYS;
  const preview = useQuery({ ...retentionPreviewQuery(asked), enabled: isPeriod(settled) });
  const { errors, isDirty, isSubmitting } = formState;

  const send = async (values: Values): Promise<void> => {
    try {
      const chosen = await save.mutateAsync(values);
      reset({ callDays: chosen.callDays });
      toast(chosen.callDays === null ? 'Calls are kept.' : `Calls are kept for ${chosen.callDays} days.`);
    } catch (error) {
      const message = showServerErrors(error, ['callDays'], setError);
      if (message) setError('root', { message });
    }
    setConfirming(undefined);
  };
  const submit = handleSubmit((values) =>
    // Also where no call is older: what tools did outside of calls goes too, and is not counted beforehand.
    isShorter(values.callDays, retention.callDays)
      ? setConfirming(values.callDays ?? undefined)
      : send(values),
  );
  const choose = (kind: 'keep' | 'erase'): void =>
    setValue('callDays', kind === 'keep' ? null : (retention.callDays ?? USUAL_DAYS), {
      shouldDirty: true,
      shouldValidate: formState.isSubmitted,
    });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormError message={errors.root?.message} />
      <div>
        <Segments
          label="Calls"
          options={[
            ['keep', 'Keep all calls'],
            ['erase', 'Erase old calls'],
          ]}
          value={callDays === null ? 'keep' : 'erase'}
          onChange={choose}
        />
      </div>
      {callDays === null ? (
        <p className="text-[13px] text-dim">They stay until somebody erases them one by one.</p>
      ) : (
        <Field
          label="Days that calls are kept"
          error={errors.callDays?.message}
          help={
            <span role="status">
              {preview.data && isPeriod(settled) && previewWords(preview.data)}
              {preview.isError && 'It could not be counted how many calls are older.'}
            </span>
          }
        >
          {(field) => (
            <Input
              {...field}
              {...register('callDays', { valueAsNumber: true })}
              type="number"
              inputMode="numeric"
              min={1}
              max={3_650}
              className="max-w-36"
            />
          )}
        </Field>
      )}
      <div className="flex justify-end gap-2">
        {isDirty && <Button onClick={() => reset({ callDays: retention.callDays })}>Undo</Button>}
        <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
          Save
        </Button>
      </div>
      <ConfirmDialog
        open={confirming !== undefined}
        onClose={() => setConfirming(undefined)}
        onConfirm={() => void send({ callDays: confirming ?? null })}
        busy={save.isPending}
        title={`Keep calls for ${confirming ?? ''} ${confirming === 1 ? 'day' : 'days'}?`}
        confirm="Erase older calls"
      >
        {preview.data ? previewWords(preview.data) : 'Calls that are older would be erased at once.'} This
        cannot be undone, and later calls follow as they reach that age. What tools booked and answered
        outside of calls goes with them.
      </ConfirmDialog>
    </form>
  );
}
