import type { ApiKey } from '@orbisvoice/contracts';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatAgo } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useRevokeApiKey } from '../api/api-keys.js';

const CONSEQUENCES = {
  publishable: 'Sites that use it can start no more calls, and calls that were started with it end.',
  secret: 'Every program that uses it is refused, and calls that were started with it end.',
  restricted: 'Every program that uses it is refused, and calls that were started with it end.',
} as const;

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | undefined; onClose: () => void }) {
  const revoke = useRevokeApiKey();
  const confirm = (): void => {
    if (!apiKey) return;
    revoke.mutate(apiKey.id, {
      onSuccess: () => toast(`${apiKey.name} was revoked.`),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
    onClose();
  };
  return (
    <ConfirmDialog
      open={apiKey !== undefined}
      onClose={onClose}
      onConfirm={confirm}
      title={`Revoke “${apiKey?.name ?? ''}”?`}
      confirm="Revoke key"
    >
      {apiKey && (
        <p>
          {CONSEQUENCES[apiKey.kind]} This counts at once and cannot be undone.{' '}
          {apiKey.lastUsedAt
            ? `It was last used ${formatAgo(apiKey.lastUsedAt)}.`
            : 'It was never used, so nothing should break.'}
        </p>
      )}
    </ConfirmDialog>
  );
}
