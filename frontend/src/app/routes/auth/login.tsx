import { useNavigate, useSearchParams } from '../../../lib/router/hooks.js';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths, safeNext } from '../../../config/paths.js';
import { LoginForm } from '../../../features/auth/components/login-form.js';

export function Component() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = search.get('next');
  return (
    <SignInPanel
      title="Log in"
      text={next ? 'Log in to go on where you were.' : 'Welcome back.'}
      footer={
        <>
          New here? <TextLink to={paths.signup}>Create an account</TextLink>
        </>
      }
    >
      <LoginForm onDone={() => navigate(safeNext(next), { replace: true })} />
      <p className="mt-4 text-sm">
        <TextLink to={paths.forgotPassword}>Forgot your password?</TextLink>
      </p>
    </SignInPanel>
  );
}
