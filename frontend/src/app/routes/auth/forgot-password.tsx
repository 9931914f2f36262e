import { useState } from 'react';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { AddressForm } from '../../../components/ui/address-form.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { useForgotPassword } from '../../../features/auth/api/email-links.js';
import { contractResolver } from '../../../lib/contract-resolver.js';

const resolver = contractResolver(({ ForgotPassword }) => ForgotPassword);

export function Component() {
  const forgot = useForgotPassword();
  const [sentTo, setSentTo] = useState<string>();
  const back = <TextLink to={paths.login}>Back to log in</TextLink>;
  if (sentTo) {
    return (
      <SignInPanel
        title="Look into your mail"
        text={`If there is an account for ${sentTo}, a link to set a new password is on its way.`}
        footer={back}
      />
    );
  }
  return (
    <SignInPanel title="Forgot your password?" text="We send you a link to set a new one." footer={back}>
      <AddressForm
        resolver={resolver}
        send={forgot.mutateAsync}
        onSent={setSentTo}
        autoComplete="username"
        action="Send link"
      />
    </SignInPanel>
  );
}
