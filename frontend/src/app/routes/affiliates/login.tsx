import { useState } from 'react';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { AddressForm } from '../../../components/ui/address-form.js';
import { paths } from '../../../config/paths.js';
import { useMailSignIn } from '../../../features/affiliates/api/affiliate-session.js';
import { contractResolver } from '../../../lib/contract-resolver.js';

const resolver = contractResolver(({ AffiliateSignIn }) => AffiliateSignIn);

export function Component() {
  const mail = useMailSignIn();
  const [mailedTo, setMailedTo] = useState<string>();
  // A public page and no part of the application.
  const join = (
    <>
      Not an affiliate yet?{' '}
      <a
        href={paths.affiliates}
        className="font-medium text-orbis underline underline-offset-4 hover:no-underline"
      >
        Apply
      </a>
    </>
  );
  if (mailedTo !== undefined)
    return (
      <SignInPanel
        title="Look into your mail"
        text={`If ${mailedTo} belongs to an affiliate, a link to sign in is on its way. It works once, for 30 minutes.`}
        footer={join}
      />
    );
  return (
    <SignInPanel
      title="Affiliate sign-in"
      text="There is no password that somebody could guess: we mail you a link."
      footer={join}
    >
      <AddressForm
        resolver={resolver}
        send={mail.mutateAsync}
        onSent={setMailedTo}
        autoComplete="email"
        action="Mail me a link"
      />
    </SignInPanel>
  );
}
