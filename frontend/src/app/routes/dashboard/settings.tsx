import type { Me } from '@orbisvoice/contracts';
import { useOutletContext } from 'react-router';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ApiKeysCard } from '../../../features/settings/components/api-keys-card.js';
import { MembersCard } from '../../../features/settings/components/members-card.js';
import { TeamNameForm } from '../../../features/settings/components/team-name-form.js';
import { useTitle } from '../../../lib/use-title.js';

export function Component() {
  useTitle('Settings');
  const { tenant, role } = useOutletContext<Me>();
  const manages = role !== 'member';
  return (
    <div className="max-w-3xl">
      <PageHeader title="Settings" text="Your team, its people and its keys." />
      <div className="grid gap-6">
        <TeamNameForm key={tenant.id} tenant={tenant} editable={manages} />
        <MembersCard canInvite={manages} />
        {manages && <ApiKeysCard />}
      </div>
    </div>
  );
}
