import { useNavigate, useSearchParams } from '../../../lib/router/hooks.js';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { AcceptInvitationForm } from '../../../features/auth/components/accept-invitation-form.js';
import { BrokenLink } from './broken-link.js';

export function Component() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const token = search.get('token');
  if (!token) return <BrokenLink action={<TextLink to={paths.login}>Log in</TextLink>} />;
  return (
    <SignInPanel title="Join your team" text="You were invited to work on voice agents together.">
      <AcceptInvitationForm token={token} onDone={() => navigate(paths.agents, { replace: true })} />
    </SignInPanel>
  );
}
