import type { Me } from '@orbisvoice/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type SubmitEvent } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FormError } from '../../../components/ui/states.js';
import { api } from '../../../lib/api-client.js';
import { messageOf } from '../../../lib/api-error.js';
import { meQuery } from '../api/get-me.js';

/**
 * Stands over the page when its session has ended: everything typed stays where it is, and the request that met the end
 * is made again.
 */
export function SignInAgain({ email }: { email: string }) {
  const [answer, setAnswer] = useState<(signedIn: boolean) => void>();
  useEffect(() => {
    api.signInAgain = () => new Promise((resolve) => setAnswer(() => resolve));
    return () => {
      api.signInAgain = undefined;
    };
  }, []);
  const settle = (signedIn: boolean): void => {
    answer?.(signedIn);
    setAnswer(undefined);
  };
  return (
    <Dialog open={answer !== undefined} onClose={() => settle(false)} title="Sign in again">
      <SignInAgainForm email={email} onDone={() => settle(true)} onCancel={() => settle(false)} />
    </Dialog>
  );
}

/** People with several teams sign in to one of them; the page goes on in its own. */
async function inTeamOfPage(body: Record<'email' | 'password', unknown>): Promise<Me> {
  const me = await api.post<Me>('/auth/login', { body });
  const { team: tenantId } = api;
  if (tenantId === undefined || me.tenant.id === tenantId) return me;
  return api.post<Me>('/auth/switch-tenant', { body: { tenantId } });
}

interface SignInAgainFormProps {
  email: string;
  onDone: () => void;
  onCancel: () => void;
}

function SignInAgainForm({ email, onDone, onCancel }: SignInAgainFormProps) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get('password');
    setBusy(true);
    try {
      // Nothing else of the cache is touched: it is the same person, and pages hold what they typed.
      client.setQueryData(meQuery().queryKey, await inTeamOfPage({ email, password }));
      onDone();
    } catch (error) {
      setFault(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-sm leading-relaxed text-dim">
        Your session has ended. What you were doing stays as it is, and goes on once you are back.
      </p>
      <FormError message={fault} />
      <Field label="E-mail">
        {(control) => (
          <Input {...control} name="email" type="email" value={email} readOnly autoComplete="username" />
        )}
      </Field>
      <PasswordField name="password" required autoFocus autoComplete="current-password" />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Not now</Button>
        <Button type="submit" look="primary" busy={busy}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
