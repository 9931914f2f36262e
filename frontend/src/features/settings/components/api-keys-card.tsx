import type { ApiKey } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatAgo } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { apiKeysQuery, useRevokeApiKey } from '../api/api-keys.js';
import { CreateKeyDialog } from './create-key-dialog.js';

export function ApiKeysCard() {
  const keys = useQuery(apiKeysQuery());
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const revoke = useRevokeApiKey();
  const shown = keys.data?.items.filter((key) => key.revokedAt === null);
  const confirm = (): void =>
    revoke.mutate(revoking?.id ?? '', {
      onSuccess: () => {
        setRevoking(undefined);
        toast('The key was revoked.');
      },
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <Card
      title="API keys"
      text="Publishable keys may stand in a page; secret and restricted keys belong on your server."
      actions={<Button onClick={() => setCreating(true)}>New key</Button>}
    >
      {keys.isPending && <ListSkeleton label="Loading keys" rows={2} />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {shown?.length === 0 && (
        <EmptyState
          icon={<KeyRound size={22} aria-hidden="true" />}
          title="No keys yet"
          text="A publishable key lets your website start calls."
        />
      )}
      {shown && shown.length > 0 && (
        <ul className="divide-y divide-line">
          {shown.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      <CreateKeyDialog open={creating} onClose={() => setCreating(false)} />
      <ConfirmDialog
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        onConfirm={confirm}
        busy={revoke.isPending}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        confirm="Revoke key"
      >
        Whatever uses it stops working within seconds. This cannot be undone.
      </ConfirmDialog>
    </Card>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { name, kind, prefix, lastUsedAt } = apiKey;
  return (
    <li className="flex items-center justify-between gap-4 py-2.5 text-sm">
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          <Badge>{kind}</Badge>
        </span>
        <span className="block truncate text-[13px] text-dim">
          <code className="font-mono text-xs">{prefix}…</code> ·{' '}
          {lastUsedAt ? `used ${formatAgo(lastUsedAt)}` : 'never used'}
        </span>
      </span>
      <Button look="quiet" onClick={onRevoke} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
    </li>
  );
}
