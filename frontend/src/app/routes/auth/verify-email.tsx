import { useSearchParams } from '../../../lib/router/hooks.js';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { Button } from '../../../components/ui/button.js';
import { FormError } from '../../../components/ui/states.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { useVerifyEmail } from '../../../features/auth/api/email-links.js';
import { messageOf } from '../../../lib/api-error.js';
import { BrokenLink } from './broken-link.js';

/** A press and not a visit verifies: mail scanners open every link. */
export function Component() {
  const [search] = useSearchParams();
  const verify = useVerifyEmail();
  const token = search.get('token');
  const toDashboard = <TextLink to={paths.agents}>Go to the dashboard</TextLink>;
  if (!token) return <BrokenLink action={toDashboard} />;
  if (verify.isSuccess) {
    return <SignInPanel title="Your e-mail address is verified" text="Thank you." footer={toDashboard} />;
  }
  return (
    <SignInPanel
      title="Verify your e-mail address"
      text="One press, and we know it is yours."
      footer={toDashboard}
    >
      <div className="grid gap-4">
        <FormError message={verify.error ? messageOf(verify.error) : undefined} />
        <Button look="primary" size="lg" busy={verify.isPending} onClick={() => verify.mutate({ token })}>
          Verify my address
        </Button>
      </div>
    </SignInPanel>
  );
}
