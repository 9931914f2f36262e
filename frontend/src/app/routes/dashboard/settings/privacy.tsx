import type { Me } from '@orbisvoice/contracts';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { Privacy } from '../../../../features/settings/components/privacy.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Privacy');
  const me = useOutletContext<Me>();
  return (
    <>
      <PageHeader title="Privacy" text="What callers may ask of you, and what you may ask of us." />
      {me.role === 'member' ? (
        <ManagersOnly what="What is erased cannot be brought back." />
      ) : (
        <Privacy me={me} />
      )}
    </>
  );
}
