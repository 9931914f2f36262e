import { lazy, Suspense } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '../../../lib/router/hooks.js';
import { Navigate } from '../../../lib/router/link.js';
import { Outlet } from '../../../lib/router/outlet.js';
import { SearchButton } from '../../../components/layouts/search-button.js';
import { DashboardLayout } from '../../../components/layouts/dashboard-layout.js';
import { ErrorState } from '../../../components/ui/states.js';
import { loginPath, paths } from '../../../config/paths.js';
import { meQuery } from '../../../features/auth/api/get-me.js';
import { useLogout } from '../../../features/auth/api/log-out.js';
import { AccountMenu } from '../../../features/auth/components/account-menu.js';
import { TeamMenu } from '../../../features/auth/components/team-menu.js';
import { useTeamQuestion } from '../../../features/auth/lib/use-team-question.js';
import { isSignedOut, messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { usePalette } from '../../palette/use-palette.js';
import { AppProvider } from '../../provider.js';
import { useLiveUpdates } from '../../use-live-updates.js';
import { useShownTeam } from '../../use-shown-team.js';
import { PageLoading } from '../page-loading.js';

/** What not everybody sees does not weigh on everybody's first page. */
const VerifyNotice = lazy(async () => ({
  default: (await import('../../../features/auth/components/verify-notice.js')).VerifyNotice,
}));
const SignInAgain = lazy(async () => ({
  default: (await import('../../../features/auth/components/sign-in-again.js')).SignInAgain,
}));
const TeamSwitched = lazy(async () => ({
  default: (await import('../../../features/auth/components/team-switched.js')).TeamSwitched,
}));

export function Component() {
  return (
    <AppProvider>
      <SignedIn />
    </AppProvider>
  );
}

/** The gate of the dashboard: whoever is not signed in goes to the login page, and comes back to where they were. */
function SignedIn() {
  const location = useLocation();
  const navigate = useNavigate();
  const me = useQuery(meQuery());
  const logout = useLogout();
  useShownTeam(me.data?.tenant.id);
  useLiveUpdates(me.data?.tenant.id);
  const teamQuestion = useTeamQuestion(me.data?.tenant.id);
  const leave = (): void =>
    logout.mutate(undefined, {
      onSuccess: () => navigate(paths.login),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  const palette = usePalette(me.data?.role, leave);
  if (me.isPending) return <PageLoading />;
  if (isSignedOut(me.error)) return <Navigate to={loginPath(location.pathname + location.search)} replace />;
  if (!me.data) {
    return (
      <main className="mx-auto max-w-lg px-4 py-24">
        <ErrorState error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  return (
    <DashboardLayout
      pathname={location.pathname}
      team={<TeamMenu {...me.data} />}
      search={<SearchButton onOpen={palette.open} onReach={palette.preload} />}
      account={<AccountMenu user={me.data.user} onLogout={leave} />}
      notice={
        !me.data.user.emailVerified && (
          <Suspense>
            <VerifyNotice email={me.data.user.email} />
          </Suspense>
        )
      }
    >
      <Outlet context={me.data} />
      {palette.dialog}
      <Suspense>
        <SignInAgain email={me.data.user.email} />
        <TeamSwitched team={me.data.tenant} question={teamQuestion} />
      </Suspense>
    </DashboardLayout>
  );
}
