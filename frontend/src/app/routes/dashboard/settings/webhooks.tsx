import type { Me } from '@orbisvoice/contracts';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { Webhooks } from '../../../../features/settings/components/webhooks.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Webhooks');
  const { role } = useOutletContext<Me>();
  if (role !== 'member') return <Webhooks />;
  return (
    <>
      <PageHeader title="Webhooks" />
      <ManagersOnly what="An address of your server may hold a secret." />
    </>
  );
}
