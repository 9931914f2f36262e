import type { ApiKey } from '@orbisvoice/contracts';
import { lazy, Suspense } from 'react';
import { Dialog } from '../../../components/ui/dialog.js';
import { Loading } from '../../../components/ui/states.js';

const KeyLimitsForm = lazy(async () => ({ default: (await import('./key-limits-form.js')).KeyLimitsForm }));

export function KeyLimitsDialog({ apiKey, onClose }: { apiKey: ApiKey | undefined; onClose: () => void }) {
  return (
    <Dialog open={apiKey !== undefined} onClose={onClose} title={`Limits of “${apiKey?.name ?? ''}”`}>
      <Suspense
        fallback={
          <Loading label="Loading the form">
            <div className="skeleton h-48" />
          </Loading>
        }
      >
        {apiKey && <KeyLimitsForm key={apiKey.id} apiKey={apiKey} onDone={onClose} />}
      </Suspense>
    </Dialog>
  );
}
