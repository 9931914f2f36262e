import { useState } from 'react';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { paths } from '../../../config/paths.js';
import { AffiliateSignInForm } from '../../../features/affiliates/components/affiliate-sign-in-form.js';

export function Component() {
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
      <AffiliateSignInForm onMailed={setMailedTo} />
    </SignInPanel>
  );
}
