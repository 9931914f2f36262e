import type { Me } from '@orbisvoice/contracts';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { Privacy } from '../../../../features/settings/components/privacy.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Privacy');
  const { role } = useOutletContext<Me>();
  return (
    <>
      <PageHeader
        title="Privacy"
        text="When somebody who called asks what you keep of them, or to be forgotten."
      />
      {role === 'member' ? <ManagersOnly what="What is erased cannot be brought back." /> : <Privacy />}
    </>
  );
}
