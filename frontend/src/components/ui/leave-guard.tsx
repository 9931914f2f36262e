import { useEffect } from 'react';
import { useBlocker } from '../../lib/router/hooks.js';
import { ConfirmDialog } from './confirm-dialog.js';

/** Asks before unsaved work is left behind, inside the app and when the tab closes. */
export function LeaveGuard({ when, what }: { when: boolean; what: string }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    return when && currentLocation.pathname !== nextLocation.pathname;
  });

  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [when]);

  return (
    <ConfirmDialog
      open={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      title="Leave without saving?"
      confirm="Leave"
      cancel="Stay"
    >
      Your changes to this {what} are not saved and would be lost.
    </ConfirmDialog>
  );
}
