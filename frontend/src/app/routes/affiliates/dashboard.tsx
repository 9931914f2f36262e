import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { Wordmark } from '../../../components/brand/orb-mark.js';
import { Button } from '../../../components/ui/button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { ThemeToggle } from '../../../components/ui/theme-toggle.js';
import { paths } from '../../../config/paths.js';
import { useLeave } from '../../../features/affiliates/api/affiliate-session.js';
import { profileQuery } from '../../../features/referrals/api/get-referrals.js';
import { OverviewSkeleton } from '../../../features/referrals/components/overview-skeleton.js';
import { ReferralOverview } from '../../../features/referrals/components/referral-overview.js';
import { PartnerSideContext } from '../../../features/referrals/lib/partner-side.js';
import { isSignedOut, messageOf } from '../../../lib/api-error.js';
import { useNavigate } from '../../../lib/router/hooks.js';
import { Navigate } from '../../../lib/router/link.js';
import { toast } from '../../../lib/toast.js';
import { useTitle } from '../../../lib/use-title.js';
import { AppProvider } from '../../provider.js';
import { useAffiliateNews } from './use-affiliate-news.js';

export function Component() {
  return (
    <AppProvider>
      <PartnerSideContext value="affiliate">
        <AffiliateDashboard />
      </PartnerSideContext>
    </AppProvider>
  );
}

/** The same view as a customer has, in a frame of its own: an affiliate has no team. */
function AffiliateDashboard() {
  useTitle('Affiliate dashboard');
  const navigate = useNavigate();
  const profile = useQuery(profileQuery('affiliate'));
  const leave = useLeave();
  useAffiliateNews(profile.data?.partnerId);
  if (isSignedOut(profile.error)) return <Navigate to={paths.affiliateLogin} replace />;
  const signOut = (): void =>
    leave.mutate(undefined, {
      onSuccess: () => navigate(paths.affiliateLogin),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <div className="min-h-dvh">
      <header className="border-b border-line bg-mist">
        <div className="mx-auto flex max-w-6xl items-center gap-2 px-4 py-3 sm:px-8">
          <a href={paths.home} className="mr-auto rounded-control">
            <Wordmark />
          </a>
          <ThemeToggle />
          <Button look="quiet" busy={leave.isPending} onClick={signOut}>
            <LogOut size={16} aria-hidden="true" />
            Sign out
          </Button>
        </div>
      </header>
      <main className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-8 lg:py-9">
        <PageHeader title="Affiliate dashboard" text="Your links, who came by them, and what it earned." />
        {profile.isPending && <OverviewSkeleton />}
        {profile.isError && <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />}
        {profile.data && <ReferralOverview profile={profile.data} />}
      </main>
    </div>
  );
}
