import type { CallerFound, CallerQuestion } from '@orbisvoice/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { contractResolver } from '../../../lib/contract-resolver.js';
import { showServerErrors } from '../../../lib/form-errors.js';
import { toast } from '../../../lib/toast.js';
import { useEraseCaller, useExportCaller, useSearchCaller } from '../api/privacy.js';
import { foundWords } from '../lib/privacy-words.js';

const FIELDS = ['email', 'phone', 'userId'] as const;
const given = { setValueAs: (text: string | undefined) => text?.trim() || undefined };

interface Found {
  question: CallerQuestion;
  found: CallerFound;
}

/** Looks first and asks, because an address that many callers name would take them all. */
export function EraseCallerForm() {
  const search = useSearchCaller();
  const erase = useEraseCaller();
  const save = useExportCaller();
  const [asking, setAsking] = useState<Found>();
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: contractResolver(({ CallerQuestion }) => CallerQuestion),
    defaultValues: { email: undefined, phone: undefined, userId: undefined },
  });
  const { errors, isSubmitting } = formState;

  const complain = (error: unknown): void => {
    const message = showServerErrors(error, FIELDS, setError);
    if (message) setError('root', { message });
  };
  const look = handleSubmit(async (question) => {
    try {
      setAsking({ question, found: await search.mutateAsync(question) });
    } catch (error) {
      complain(error);
    }
  });
  const keep = handleSubmit(async (question) => {
    try {
      await save.mutateAsync(question);
      toast('What is kept of this caller was saved as a file.');
    } catch (error) {
      complain(error);
    }
  });
  const go = async (question: CallerQuestion): Promise<void> => {
    try {
      await erase.mutateAsync(question);
      reset();
      toast('The erasure has begun.');
    } catch (error) {
      complain(error);
    }
    setAsking(undefined);
  };
  return (
    <form onSubmit={(event) => void look(event)} noValidate className="grid gap-3">
      <FormError message={errors.root?.message} />
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label="E-mail address" error={errors.email?.message}>
          {(field) => <Input {...field} {...register('email', given)} type="email" autoComplete="off" />}
        </Field>
        <Field label="Telephone number" error={errors.phone?.message}>
          {(field) => <Input {...field} {...register('phone', given)} type="tel" autoComplete="off" />}
        </Field>
        <Field label="Visitor id" error={errors.userId?.message}>
          {(field) => <Input {...field} {...register('userId', given)} autoComplete="off" />}
        </Field>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button busy={save.isPending} onClick={() => void keep()}>
          Save what is kept
        </Button>
        <Button type="submit" look="primary" busy={isSubmitting && !save.isPending}>
          Look for this caller
        </Button>
      </div>
      <ConfirmDialog
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onConfirm={() => asking && void go(asking.question)}
        busy={erase.isPending}
        title="Erase this caller?"
        confirm="Erase for good"
      >
        {asking && foundWords(asking.found)} will be erased, and a call that is still on when it ends. This
        cannot be undone.
      </ConfirmDialog>
    </form>
  );
}
