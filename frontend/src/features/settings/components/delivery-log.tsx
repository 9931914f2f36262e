import type { WebhookDeliveryState, WebhookEndpoint } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { Segments } from '../../../components/ui/segments.js';
import { ErrorState } from '../../../components/ui/states.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { deliveriesQuery } from '../api/webhook-deliveries.js';
import { DeliveryRow } from './delivery-row.js';
import { ReplayMissedButton } from './replay-missed-button.js';

const STATES: readonly (readonly [WebhookDeliveryState | '', string])[] = [
  ['', 'All'],
  ['failed', 'Failed'],
  ['pending', 'Waiting'],
  ['skipped', 'Skipped'],
  ['delivered', 'Delivered'],
];

/** What was sent in the last seven days, and what came back. */
export function DeliveryLog({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [state, setState] = useState<WebhookDeliveryState | ''>('');
  const log = useInfiniteQuery(deliveriesQuery(endpoint.id, state));
  const items = itemsOf(log.data);
  return (
    <Card
      title="Deliveries"
      text="The last seven days, newest first."
      actions={endpoint.enabled && <ReplayMissedButton endpointId={endpoint.id} />}
    >
      <div className="-mx-1 mb-3 overflow-x-auto px-1 py-1">
        <Segments label="State" options={STATES} value={state} onChange={setState} />
      </div>
      {log.isPending && <ListSkeleton label="Loading deliveries" rows={3} />}
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {items?.length === 0 && (
        <p className="py-6 text-center text-sm text-dim">
          {state
            ? 'No delivery is in this state.'
            : 'Nothing was sent yet. Send a test event to try your server.'}
        </p>
      )}
      {items && items.length > 0 && (
        <ul aria-label="Deliveries" className="divide-y divide-line">
          {items.map((delivery) => (
            <DeliveryRow key={delivery.id} endpoint={endpoint} delivery={delivery} />
          ))}
        </ul>
      )}
      <MoreButton list={log}>Show older</MoreButton>
    </Card>
  );
}
