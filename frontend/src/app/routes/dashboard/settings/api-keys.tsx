import type { Me } from '@orbisvoice/contracts';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { ApiKeys } from '../../../../features/settings/components/api-keys.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('API keys');
  const { role } = useOutletContext<Me>();
  if (role !== 'member') return <ApiKeys />;
  return (
    <>
      <PageHeader title="API keys" />
      <ManagersOnly what="Keys open the whole team to whoever holds them." />
    </>
  );
}
