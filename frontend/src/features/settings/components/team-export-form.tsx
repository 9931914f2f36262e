import { useState, type SubmitEvent } from 'react';
import { Button } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FormError } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { downloadTeamExport, useAskTeamExport } from '../api/team-exports.js';

interface TeamExportFormProps {
  onDone: () => void;
  onCancel: () => void;
}

/** Asks for the password once more: an open page somewhere must not be enough to take everything along. */
export function TeamExportForm({ onDone, onCancel }: TeamExportFormProps) {
  const ask = useAskTeamExport();
  const [fault, setFault] = useState<string>();
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get('password');
    try {
      downloadTeamExport(await ask.mutateAsync(typeof password === 'string' ? password : ''));
      toast('Your browser has begun to download the archive.');
      onDone();
    } catch (error) {
      setFault(messageOf(error));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-sm leading-relaxed text-dim">
        Team, members, agents with their versions, tools, keys without what makes them keys, webhooks, calls
        with every word, bookings, follow-ups, invoices and the audit log. The archive names your callers, so
        keep it safe. It is made while it is downloaded, which takes minutes where there are many calls.
      </p>
      <FormError message={fault} />
      <PasswordField
        label="Your password"
        name="password"
        required
        autoFocus
        autoComplete="current-password"
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={ask.isPending}>
          Download
        </Button>
      </div>
    </form>
  );
}
