import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { Button } from '../../../components/ui/button.js';
import { FormError } from '../../../components/ui/states.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { useConfirmPayoutMethod } from '../../../features/affiliates/api/affiliate-session.js';
import { messageOf } from '../../../lib/api-error.js';
import { useSearchParams } from '../../../lib/router/hooks.js';
import { BrokenLink } from '../auth/broken-link.js';

/** The link in the mail about a new payout method; customers and affiliates get the same one. */
export function Component() {
  const [search] = useSearchParams();
  const confirm = useConfirmPayoutMethod();
  const token = search.get('token');
  const onwards = (
    <>
      <TextLink to={paths.referrals}>Referrals of my account</TextLink> or{' '}
      <TextLink to={paths.affiliateDashboard}>affiliate dashboard</TextLink>
    </>
  );
  if (!token) return <BrokenLink action={onwards} />;
  if (confirm.isSuccess)
    return <SignInPanel title="Your payout method is confirmed" text="Thank you." footer={onwards} />;
  return (
    <SignInPanel
      title="Confirm your payout method"
      text="Press only if it was you who said where you want to be paid."
      footer={onwards}
    >
      <div className="grid gap-4">
        <FormError message={confirm.error ? messageOf(confirm.error) : undefined} />
        <Button look="primary" size="lg" busy={confirm.isPending} onClick={() => confirm.mutate(token)}>
          It was me
        </Button>
      </div>
    </SignInPanel>
  );
}
