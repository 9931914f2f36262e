import type { Tool } from '@orbisvoice/contracts';
import { useState, type FormEvent } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Input } from '../../../components/ui/input.js';
import { FormError } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatAgo } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useSetSecrets } from '../api/tools.js';
import { WEBHOOK_SECRET } from '../lib/tool-form.mapping.js';

const namesOf = ({ http, builtin }: Tool): string[] =>
  http
    ? http.secretNames
    : builtin?.name === 'transferToHuman' && builtin.settings.webhookUrl
      ? [WEBHOOK_SECRET]
      : [];

/** Values go in and never come out: what was set shows its last characters at most. */
export function SecretsCard({ tool }: { tool: Tool }) {
  const names = namesOf(tool);
  if (names.length === 0) return null;
  return (
    <Card title="Secrets" text="Sealed when they are saved. Nobody can read them again, you neither.">
      <ul className="grid gap-4">
        {names.map((name) => (
          <li key={name}>
            <SecretRow tool={tool} name={name} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SecretRow({ tool, name }: { tool: Tool; name: string }) {
  const [value, setValue] = useState('');
  const save = useSetSecrets(tool.id);
  const known = tool.secrets.find((secret) => secret.name === name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(
      { [name]: value },
      {
        onSuccess: () => {
          setValue('');
          toast(`${name} was set.`);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <code className="font-mono text-[13px] break-all">{name}</code>
        {known ? (
          <Badge tone="good">Set {formatAgo(known.updatedAt)}</Badge>
        ) : (
          <Badge tone="warn">Not set</Badge>
        )}
        {known?.last4 && <span className="font-mono text-xs text-dim">ends in {known.last4}</span>}
      </div>
      <div className="flex gap-2">
        <Input
          type="password"
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          aria-label={`New value of ${name}`}
          placeholder={known ? 'A new value replaces it' : 'Value'}
        />
        <Button type="submit" disabled={value === ''} busy={save.isPending}>
          Set
        </Button>
      </div>
      {save.isError && <FormError message={messageOf(save.error)} />}
    </form>
  );
}
