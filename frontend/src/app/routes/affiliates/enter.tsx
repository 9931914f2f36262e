import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { Button } from '../../../components/ui/button.js';
import { FormError } from '../../../components/ui/states.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { useEnter } from '../../../features/affiliates/api/affiliate-session.js';
import { messageOf } from '../../../lib/api-error.js';
import { useNavigate, useSearchParams } from '../../../lib/router/hooks.js';
import { BrokenLink } from '../auth/broken-link.js';

/** A press and not a visit uses the link up: mail scanners open every link. */
export function Component() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const enter = useEnter();
  const token = search.get('token');
  const another = <TextLink to={paths.affiliateLogin}>Ask for a new link</TextLink>;
  if (!token) return <BrokenLink action={another} />;
  const open = (): void =>
    enter.mutate(token, { onSuccess: () => navigate(paths.affiliateDashboard, { replace: true }) });
  return (
    <SignInPanel
      title="Open your affiliate dashboard"
      text="One press, and we know that the address is yours. The link works once."
      footer={another}
    >
      <div className="grid gap-4">
        <FormError message={enter.error ? messageOf(enter.error) : undefined} />
        <Button look="primary" size="lg" busy={enter.isPending} onClick={open}>
          Confirm and go on
        </Button>
      </div>
    </SignInPanel>
  );
}
