import type { Me } from '@orbisvoice/contracts';
import { lazy, Suspense } from 'react';
import { ListSkeleton } from '../../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { InvitationsCard } from '../../../../features/settings/components/invitations-card.js';
import { LeaveTeamCard } from '../../../../features/settings/components/leave-team-card.js';
import { MembersCard } from '../../../../features/settings/components/members-card.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

/** The form's library comes behind the page, which is there at once. */
const TeamForm = lazy(async () => ({
  default: (await import('../../../../features/settings/components/team-form.js')).TeamForm,
}));

export function Component() {
  useTitle('Team');
  const me = useOutletContext<Me>();
  const manages = me.role !== 'member';
  return (
    <>
      <PageHeader title="Team" text="Who works here, and what they may do." />
      <div className="grid gap-6">
        <Suspense fallback={<ListSkeleton label="Loading the team" rows={1} />}>
          <TeamForm key={me.tenant.id} tenant={me.tenant} editable={manages} />
        </Suspense>
        <MembersCard me={me} />
        {manages && <InvitationsCard />}
        <LeaveTeamCard me={me} />
      </div>
    </>
  );
}
