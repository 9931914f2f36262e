import { Lock } from 'lucide-react';
import { EmptyState } from '../../../components/ui/states.js';

/** For members who follow a link to something that is not theirs to see. */
export function ManagersOnly({ what }: { what: string }) {
  return (
    <EmptyState
      icon={<Lock size={22} aria-hidden="true" />}
      title="For owners and admins"
      text={`${what} Ask an owner or an admin of your team if you need something changed here.`}
    />
  );
}
