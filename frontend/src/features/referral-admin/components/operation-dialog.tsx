import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Textarea } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';

export interface Operation {
  title: string;
  /** What follows from it, in full. */
  text: ReactNode;
  confirm: string;
  danger?: boolean;
  /** Asks for the bank's own number as well. */
  withReference?: boolean;
  run: (answer: { reason: string; reference: string }) => Promise<unknown>;
}

/** Money never moves by hand without words that say why. */
export function OperationDialog({
  operation,
  onClose,
}: {
  operation: Operation | undefined;
  onClose: () => void;
}) {
  return (
    <Dialog open={operation !== undefined} onClose={onClose} title={operation?.title ?? ''}>
      {operation && <OperationForm operation={operation} onClose={onClose} />}
    </Dialog>
  );
}

function OperationForm({ operation, onClose }: { operation: Operation; onClose: () => void }) {
  const { text, confirm, danger, withReference = false, run } = operation;
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: withReference
      ? contractResolver(({ PayPayout }) => PayPayout)
      : (contractResolver(({ WithReason }) => WithReason) as never),
    defaultValues: { reason: '', reference: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit((answer) =>
    run(answer).then(onClose, (error: unknown) => {
      const message = showServerErrors(error, ['reason', 'reference'], setError);
      if (message) setError('root', { message });
    }),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <div className="text-sm leading-relaxed text-dim">{text}</div>
      <FormError message={errors.root?.message} />
      {withReference && (
        <Field
          label="Number of the transfer"
          error={errors.reference?.message}
          help="The bank’s or processor’s own; the partner sees it."
        >
          {(field) => <Input {...field} {...register('reference')} autoComplete="off" spellCheck={false} />}
        </Field>
      )}
      <Field label="Reason" error={errors.reason?.message} help="Kept for good, with your name.">
        {(field) => <Textarea {...field} {...register('reason')} rows={3} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look={danger ? 'danger' : 'primary'} busy={formState.isSubmitting}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
