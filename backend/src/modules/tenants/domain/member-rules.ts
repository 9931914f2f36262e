import type { ErrorCode, Role } from '@orbisvoice/contracts';

/** A change of one membership; `next: null` removes it. */
export interface MembershipChange {
  actorRole: Role;
  /** A person may always leave, whatever the role. */
  isSelf: boolean;
  targetRole: Role;
  next: Role | null;
  /** Owners of the tenant before the change. */
  owners: number;
}

/**
 * Why a change is refused, or undefined. Admins manage everybody but owners, only owners make or unmake owners, and a
 * tenant never loses its last one.
 */
export function refusalOfChange(change: MembershipChange): ErrorCode | undefined {
  const { actorRole, isSelf, targetRole, next, owners } = change;
  const leaves = isSelf && next === null;
  const touchesOwners = targetRole === 'owner' || next === 'owner';
  if (!leaves && (actorRole === 'member' || (touchesOwners && actorRole !== 'owner'))) return 'forbidden';
  if (targetRole === 'owner' && next !== 'owner' && owners <= 1) return 'last_owner';
  return undefined;
}
