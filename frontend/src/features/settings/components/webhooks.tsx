import type { WebhookEndpoint } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight, Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { useNavigate } from '../../../lib/router/hooks.js';
import { Link } from '../../../lib/router/link.js';
import { endpointsQuery } from '../api/webhooks.js';
import { standingOf } from '../lib/webhook-words.js';
import { CreateEndpointDialog } from './create-endpoint-dialog.js';

export function Webhooks() {
  const endpoints = useInfiniteQuery(endpointsQuery());
  const [creating, setCreating] = useState(false);
  const navigate = useNavigate();
  const items = itemsOf(endpoints.data);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden="true" />
      New endpoint
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Webhooks"
        text={
          <>
            Signed messages to your own server, repeated until it has taken them.{' '}
            <a href="/docs/webhooks" className="font-medium text-orbis underline underline-offset-4">
              Guide
            </a>
          </>
        }
        actions={create}
      />
      {endpoints.isPending && <ListSkeleton label="Loading endpoints" rows={2} />}
      {endpoints.isError && <ErrorState error={endpoints.error} onRetry={() => void endpoints.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<Webhook size={22} aria-hidden="true" />}
          title="Nobody is told yet"
          text="Let your server know when a call ends, an agent is published or a meeting is booked."
          action={create}
        />
      )}
      {items && items.length > 0 && (
        <ul aria-label="Endpoints" className="divide-y divide-line rounded-card border border-line">
          {items.map((endpoint) => (
            <EndpointRow key={endpoint.id} endpoint={endpoint} />
          ))}
        </ul>
      )}
      <MoreButton list={endpoints} />
      <CreateEndpointDialog
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(id) => navigate(paths.webhook(id))}
      />
    </>
  );
}

function EndpointRow({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { id, url, description, eventTypes } = endpoint;
  const { tone, text } = standingOf(endpoint);
  return (
    <li>
      <Link
        to={paths.webhook(id)}
        className="flex items-center gap-3 px-4 py-3.5 text-sm first:rounded-t-card last:rounded-b-card hover:bg-mist"
      >
        <span className="grid min-w-0 flex-1 gap-1">
          <span className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 font-mono text-[13px] break-all">{url}</span>
            <Badge tone={tone}>{text}</Badge>
          </span>
          <span className="text-[13px] text-dim">
            {description && `${description} · `}
            {eventTypes.join(', ')}
          </span>
        </span>
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-dim" />
      </Link>
    </li>
  );
}
