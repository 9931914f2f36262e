import type { Role } from '@orbisvoice/contracts';

export const ROLE_NAMES: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' };

export const ROLE_HELP: Record<Role, string> = {
  owner: 'everything, and who else is an owner',
  admin: 'keys, webhooks, members and the audit log',
  member: 'agents, tools, calls and analytics',
};

/** As the server judges it: only owners make or unmake owners, admins manage everybody else. */
export const rolesToGive = (actor: Role, target: Role): readonly Role[] => {
  if (actor === 'owner') return ['owner', 'admin', 'member'];
  return actor === 'admin' && target !== 'owner' ? ['admin', 'member'] : [];
};
