import type { Me } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { buttonClass } from '../../../components/ui/button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { profileQuery } from '../../../features/referrals/api/get-referrals.js';
import { OverviewSkeleton } from '../../../features/referrals/components/overview-skeleton.js';
import { TeamReferrer } from '../../../features/referrals/components/team-referrer.js';
import { ReferralOverview } from '../../../features/referrals/components/referral-overview.js';
import { paths } from '../../../config/paths.js';
import { Link } from '../../../lib/router/link.js';
import { useOutletContext } from '../../../lib/router/outlet.js';
import { useTitle } from '../../../lib/use-title.js';

/** Live by the dashboard's stream, on which customers hear `referrals.changed` as well. */
export function Component() {
  useTitle('Referrals');
  const { platformAdmin, role } = useOutletContext<Me>();
  const profile = useQuery(profileQuery('customer'));
  return (
    <>
      <PageHeader
        title="Referrals"
        text="Recommend OrbisVoice, and earn when those you bring use it."
        actions={
          platformAdmin && (
            <Link to={paths.referralOffice} className={buttonClass()}>
              Referral office
            </Link>
          )
        }
      />
      {profile.isPending && <OverviewSkeleton />}
      {profile.isError && <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />}
      {profile.data && (
        <div className="grid gap-5">
          <ReferralOverview profile={profile.data} />
          <TeamReferrer mayRemove={role !== 'member'} />
        </div>
      )}
    </>
  );
}
