import type { WebhookEndpoint } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { formatAgo } from '../../../lib/format.js';
import { standingOf, troubleOf } from '../lib/webhook-words.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointActions } from './endpoint-actions.js';

interface WebhookEndpointViewProps {
  endpoint: WebhookEndpoint;
  onDeleted: () => void;
}

export function WebhookEndpointView({ endpoint, onDeleted }: WebhookEndpointViewProps) {
  const { url, description, eventTypes, oldSecretUntil } = endpoint;
  const { tone, text } = standingOf(endpoint);
  const trouble = troubleOf(endpoint);
  return (
    <>
      <p className="mb-2 text-sm">
        <TextLink to={paths.webhooks}>All endpoints</TextLink>
      </p>
      <PageHeader
        title={<span className="font-mono text-lg break-all">{url}</span>}
        text={
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={tone}>{text}</Badge>
            {description}
          </span>
        }
        actions={<EndpointActions endpoint={endpoint} onDeleted={onDeleted} />}
      />
      {trouble && (
        <p
          role="status"
          className="mb-4 rounded-card border border-line bg-mist px-4 py-3 text-sm leading-relaxed"
        >
          {trouble}
        </p>
      )}
      <p className="mb-6 text-[13px] leading-relaxed text-dim">
        Sends <span className="font-mono text-xs break-words">{eventTypes.join(', ')}</span>.
        {oldSecretUntil &&
          ` Signed with the old and the new secret; the old one ends ${formatAgo(oldSecretUntil)}.`}
      </p>
      <DeliveryLog endpoint={endpoint} />
    </>
  );
}
