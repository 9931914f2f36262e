import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useResendVerification } from '../api/email-links.js';

/** Stands above every page until the address is verified. */
export function VerifyNotice({ email }: { email: string }) {
  const resend = useResendVerification();
  const send = (): void =>
    resend.mutate(undefined, {
      onSuccess: () => toast('The link is on its way again.'),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <section
      aria-label="Verify your address"
      className="border-b border-line bg-mist px-4 py-2.5 text-[13px] text-dim sm:px-8"
    >
      Please verify your address: we sent a link to <span className="font-medium text-ink">{email}</span>.{' '}
      <button
        type="button"
        onClick={send}
        disabled={resend.isPending}
        className="font-medium text-orbis underline underline-offset-4"
      >
        Send it again
      </button>
    </section>
  );
}
