import { useState } from 'react';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';
import { TextLink } from '../../../components/ui/text-link.js';
import { paths } from '../../../config/paths.js';
import { ForgotPasswordForm } from '../../../features/auth/components/forgot-password-form.js';

export function Component() {
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
      <ForgotPasswordForm onDone={setSentTo} />
    </SignInPanel>
  );
}
