import { useNavigate, useSearchParams } from '../../../lib/router/hooks.js';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { ResetPasswordForm } from '../../../features/auth/components/reset-password-form.js';
import { toast } from '../../../lib/toast.js';
import { BrokenLink } from './broken-link.js';

export function Component() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const token = search.get('token');
  if (!token)
    return <BrokenLink action={<TextLink to={paths.forgotPassword}>Ask for a new link</TextLink>} />;
  const done = (): void => {
    toast('Your password is set. Log in with it.');
    navigate(paths.login, { replace: true });
  };
  return (
    <SignInPanel
      title="Set a new password"
      text="Everyone who is signed in as you is signed out by this."
      footer={<TextLink to={paths.forgotPassword}>Ask for a new link</TextLink>}
    >
      <ResetPasswordForm token={token} onDone={done} />
    </SignInPanel>
  );
}
