import type { ApiKey } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { apiKeysQuery } from '../api/api-keys.js';
import { isUsable } from '../lib/key-words.js';
import { ApiKeyRow } from './api-key-row.js';
import { CreateKeyDialog } from './create-key-dialog.js';
import { KeyLimitsDialog } from './key-limits-dialog.js';
import { RevokeKeyDialog } from './revoke-key-dialog.js';

export function ApiKeys() {
  const keys = useInfiniteQuery(apiKeysQuery());
  const [creating, setCreating] = useState(false);
  const [limiting, setLimiting] = useState<ApiKey>();
  const [revoking, setRevoking] = useState<ApiKey>();
  const items = itemsOf(keys.data);
  const usable = items?.filter((key) => isUsable(key));
  const past = items?.filter((key) => !isUsable(key)) ?? [];
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden="true" />
      New key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        text="Publishable keys may stand in a page; secret and restricted keys belong on your server."
        actions={create}
      />
      {keys.isPending && <ListSkeleton label="Loading keys" rows={3} />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {usable?.length === 0 && (
        <EmptyState
          icon={<KeyRound size={22} aria-hidden="true" />}
          title="No keys in use"
          text="A publishable key lets your website start calls; a secret one lets your server use the API."
          action={create}
        />
      )}
      {usable && usable.length > 0 && (
        <Card>
          <ul aria-label="Keys in use" className="-my-3 divide-y divide-line">
            {usable.map((key) => (
              <ApiKeyRow
                key={key.id}
                apiKey={key}
                onLimits={() => setLimiting(key)}
                onRevoke={() => setRevoking(key)}
              />
            ))}
          </ul>
        </Card>
      )}
      {past.length > 0 && (
        <details className="mt-4 text-sm">
          <summary className="w-fit cursor-pointer rounded-control px-1 py-1 font-medium text-dim hover:text-ink">
            Revoked and expired ({past.length})
          </summary>
          <ul aria-label="Keys of the past" className="mt-1 divide-y divide-line px-1">
            {past.map((key) => (
              <ApiKeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </details>
      )}
      <MoreButton list={keys} />
      <CreateKeyDialog open={creating} onClose={() => setCreating(false)} />
      <KeyLimitsDialog apiKey={limiting} onClose={() => setLimiting(undefined)} />
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(undefined)} />
    </>
  );
}
