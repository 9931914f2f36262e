import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { DashboardLayout } from '../../../components/layouts/dashboard-layout.js';
import { ErrorState } from '../../../components/ui/states.js';
import { loginPath, paths } from '../../../config/paths.js';
import { meQuery } from '../../../features/auth/api/get-me.js';
import { useLogout } from '../../../features/auth/api/log-out.js';
import { VerifyNotice } from '../../../features/auth/components/verify-notice.js';
import { AccountMenu } from '../../../features/auth/components/account-menu.js';
import { isSignedOut, messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { AppProvider } from '../../provider.js';
import { PageLoading } from '../page-loading.js';

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
  if (me.isPending) return <PageLoading />;
  if (isSignedOut(me.error)) return <Navigate to={loginPath(location.pathname + location.search)} replace />;
  if (!me.data) {
    return (
      <main className="mx-auto max-w-lg px-4 py-24">
        <ErrorState error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  const leave = (): void =>
    logout.mutate(undefined, {
      onSuccess: () => void navigate(paths.login),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <DashboardLayout
      pathname={location.pathname}
      account={<AccountMenu me={me.data} onLogout={leave} />}
      notice={!me.data.user.emailVerified && <VerifyNotice email={me.data.user.email} />}
    >
      <Outlet context={me.data} />
    </DashboardLayout>
  );
}
