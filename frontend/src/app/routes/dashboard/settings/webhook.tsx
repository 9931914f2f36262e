import type { Me } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { ListSkeleton } from '../../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { ErrorState } from '../../../../components/ui/states.js';
import { paths } from '../../../../config/paths.js';
import { endpointQuery } from '../../../../features/settings/api/webhooks.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { WebhookEndpointView } from '../../../../features/settings/components/webhook-endpoint.js';
import { isNotFound } from '../../../../lib/api-error.js';
import { useNavigate, useParams } from '../../../../lib/router/hooks.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';
import { Component as NotFound } from '../not-found.js';

export function Component() {
  useTitle('Webhook endpoint');
  const { id = '' } = useParams();
  const manages = useOutletContext<Me>().role !== 'member';
  const navigate = useNavigate();
  const endpoint = useQuery({ ...endpointQuery(id), enabled: manages });
  if (!manages)
    return (
      <>
        <PageHeader title="Webhooks" />
        <ManagersOnly what="An address of your server may hold a secret." />
      </>
    );
  if (endpoint.data)
    return (
      <WebhookEndpointView key={id} endpoint={endpoint.data} onDeleted={() => navigate(paths.webhooks)} />
    );
  if (isNotFound(endpoint.error)) return <NotFound />;
  if (endpoint.isError) return <ErrorState error={endpoint.error} onRetry={() => void endpoint.refetch()} />;
  return <ListSkeleton label="Loading the endpoint" rows={3} />;
}
