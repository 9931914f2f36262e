import { useNavigate, useSearchParams } from '../../../lib/router/hooks.js';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { SignupForm } from '../../../features/auth/components/signup-form.js';

export function Component() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return (
    <SignInPanel
      title="Create your account"
      text="Your first agent can talk in a few minutes."
      footer={
        <>
          Already have an account? <TextLink to={paths.login}>Log in</TextLink>
        </>
      }
    >
      <SignupForm
        referralParam={search.get('ref') ?? undefined}
        onDone={() => navigate(paths.agents, { replace: true })}
      />
    </SignInPanel>
  );
}
