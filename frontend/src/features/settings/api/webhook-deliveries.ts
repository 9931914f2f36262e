import type {
  ReplayedWebhooks,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryState,
} from '@orbisvoice/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery, type Pages } from '../../../lib/paged-query.js';

/** What is under way changes without a word, so it is asked for as long as there is something. */
const WATCH_MS = 2_000;
const SOON_MS = 60_000;

const pathOf = (endpointId: string): string => `/webhook-endpoints/${endpointId}`;

/** Due at once or nearly so; what waits for hours is not watched. */
const isMoving = ({ state, nextAttemptAt }: WebhookDelivery): boolean =>
  state === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) < Date.now() + SOON_MS);

export const deliveriesQuery = (endpointId: string, state: WebhookDeliveryState | '') => ({
  ...pagedQuery<WebhookDelivery>(
    ['webhooks', 'deliveries', endpointId, state],
    `${pathOf(endpointId)}/deliveries`,
    { state },
  ),
  refetchInterval: ({ state: { data } }: { state: { data: Pages<WebhookDelivery> | undefined } }) =>
    data?.pages.some(({ items }) => items.some(isMoving)) ? WATCH_MS : (false as const),
});

/** `version` is what the list knows: where that moves on, this is read anew. */
export const deliveryQuery = (endpointId: string, { id, state, attempts }: WebhookDelivery) =>
  queryOptions({
    queryKey: ['webhooks', 'delivery', endpointId, id, state, attempts],
    queryFn: ({ signal }) =>
      api.get<WebhookDeliveryDetail>(`${pathOf(endpointId)}/deliveries/${id}`, { signal }),
  });

function useLinedUp<Answer, Wish>(endpointId: string, send: (wish: Wish) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks', 'deliveries', endpointId] }),
  });
}

export const useSendTest = (endpointId: string) =>
  useLinedUp(endpointId, () => api.post<WebhookDelivery>(`${pathOf(endpointId)}/test`, { idempotent: true }));

export const useReplay = (endpointId: string) =>
  useLinedUp(endpointId, (deliveryId: string) =>
    api.post<WebhookDelivery>(`${pathOf(endpointId)}/deliveries/${deliveryId}/replay`, { idempotent: true }),
  );

/** Everything of the last days that was not delivered. */
export const useReplayMissed = (endpointId: string) =>
  useLinedUp(endpointId, ({ from, to }: { from: string; to: string }) =>
    api.post<ReplayedWebhooks>(`${pathOf(endpointId)}/replay`, { body: { from, to }, idempotent: true }),
  );
