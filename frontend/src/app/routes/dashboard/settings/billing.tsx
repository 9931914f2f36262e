import type { Me } from '@orbisvoice/contracts';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { Billing } from '../../../../features/billing/components/billing.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Plan and usage');
  const { role } = useOutletContext<Me>();
  return (
    <>
      <PageHeader title="Plan and usage" text="What your team has agreed to, uses and has paid." />
      {role === 'member' ? <ManagersOnly what="This page is about the team’s money." /> : <Billing />}
    </>
  );
}
