import type { WebhookDelivery, WebhookEndpoint } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { DELIVERY_STATES, deliveryFacts } from '../lib/webhook-words.js';
import { DeliveryDetail } from './delivery-detail.js';

interface DeliveryRowProps {
  endpoint: WebhookEndpoint;
  delivery: WebhookDelivery;
}

export function DeliveryRow({ endpoint, delivery }: DeliveryRowProps) {
  const [open, setOpen] = useState(false);
  const { type, state, createdAt } = delivery;
  const { tone, text } = DELIVERY_STATES[state];
  return (
    <li className="py-1 text-sm">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="-mx-2 grid cursor-pointer grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5 rounded-control px-2 py-1.5 hover:bg-mist">
          <span className="flex flex-wrap items-center gap-2">
            <code className="font-mono text-[13px]">{type}</code>
            <Badge tone={tone}>{text}</Badge>
          </span>
          <time
            dateTime={createdAt}
            title={formatDateTime(createdAt)}
            className="text-[13px] whitespace-nowrap text-dim"
          >
            {formatAgo(createdAt)}
          </time>
          <span className="col-span-2 text-[13px] text-dim">{deliveryFacts(delivery)}</span>
        </summary>
        {open && <DeliveryDetail endpoint={endpoint} delivery={delivery} />}
      </details>
    </li>
  );
}
