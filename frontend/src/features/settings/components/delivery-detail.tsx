import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '@orbisvoice/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatDateTime } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { deliveryQuery, useReplay } from '../api/webhook-deliveries.js';
import { outcomeOf, readableBody } from '../lib/webhook-words.js';

const CODE =
  'max-h-64 overflow-auto rounded-control bg-mist p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap break-all';

interface DeliveryDetailProps {
  endpoint: WebhookEndpoint;
  delivery: WebhookDelivery;
}

/** The request as it was sent, each answer to it, and sending it once more. */
export function DeliveryDetail({ endpoint, delivery }: DeliveryDetailProps) {
  const detail = useQuery({ ...deliveryQuery(endpoint.id, delivery), placeholderData: keepPreviousData });
  const replay = useReplay(endpoint.id);
  const again = (): void =>
    replay.mutate(delivery.id, {
      onSuccess: () => toast('On its way once more.'),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  if (detail.isPending)
    return (
      <Loading label="Loading the delivery">
        <div className="skeleton my-2 h-32" />
      </Loading>
    );
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  const { messageId, body, log } = detail.data;
  return (
    <div className="grid gap-3 pt-1 pb-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-[13px] text-dim">
          webhook-id <code className="font-mono text-xs break-all">{messageId}</code>
        </p>
        <Button
          onClick={again}
          busy={replay.isPending}
          disabled={!endpoint.enabled}
          title={endpoint.enabled ? undefined : 'Switch the endpoint on first.'}
        >
          Send again
        </Button>
      </div>
      <section aria-label="Request">
        <h3 className="mb-1 text-[13px] font-medium">Request</h3>
        <pre tabIndex={0} className={CODE}>
          {readableBody(body)}
        </pre>
      </section>
      <section aria-label="Answers">
        <h3 className="mb-1 text-[13px] font-medium">Answers</h3>
        {log.length === 0 && <p className="text-[13px] text-dim">No attempt yet.</p>}
        <ol className="grid gap-2">
          {log.map((attempt) => (
            <Attempt key={attempt.number} attempt={attempt} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Attempt({ attempt }: { attempt: WebhookAttempt }) {
  const { number, at, durationMs, response } = attempt;
  return (
    <li className="grid gap-1">
      <p className="text-[13px]">
        <span className="font-medium">{outcomeOf(attempt)}</span>{' '}
        <span className="text-dim">
          · attempt {number}, {formatDateTime(at)}
          {durationMs !== null && `, ${durationMs} ms`}
        </span>
      </p>
      {response && (
        <pre tabIndex={0} className={CODE}>
          {response}
        </pre>
      )}
    </li>
  );
}
