import type { ReactNode } from 'react';
import { SignInPanel } from '../../../components/layouts/sign-in-panel.js';

export function BrokenLink({ action }: { action: ReactNode }) {
  return (
    <SignInPanel
      title="This link is incomplete"
      text="Open it from the mail again, or copy the whole of it into the address bar."
      footer={action}
    />
  );
}
