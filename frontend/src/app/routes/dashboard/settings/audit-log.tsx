import type { Me } from '@orbisvoice/contracts';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { AuditLog } from '../../../../features/settings/components/audit-log.js';
import { ManagersOnly } from '../../../../features/settings/components/managers-only.js';
import { useChangeSearchParam, useSearchParams } from '../../../../lib/router/hooks.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Audit log');
  const { role } = useOutletContext<Me>();
  const [search, setSearch] = useSearchParams();
  const change = useChangeSearchParam();
  return (
    <>
      <PageHeader title="Audit log" text="Who did what in this team. Nobody can change it." />
      {role === 'member' ? (
        <ManagersOnly what="The log shows what everybody in the team did." />
      ) : (
        <AuditLog search={search} onChange={change} onClear={() => setSearch({}, { replace: true })} />
      )}
    </>
  );
}
