import type { ApiKeyKind, Role, Scope } from '@orbisvoice/contracts';

export interface AccessDemand {
  roles?: readonly Role[];
  scopes?: readonly Scope[];
  kinds?: readonly ApiKeyKind[];
  platformAdmins?: true;
}

export type Applicant =
  | { kind: 'user'; role: Role; platformAdmin: boolean }
  | { kind: 'apiKey'; keyKind: ApiKeyKind; scopes: readonly Scope[] };

const USUAL_KINDS: readonly ApiKeyKind[] = ['secret', 'restricted'];

/** Keys come in only where a route names scopes; everybody in the tenant, unless it names roles. */
export function mayEnter(applicant: Applicant, demand: AccessDemand): boolean {
  if (demand.platformAdmins && !(applicant.kind === 'user' && applicant.platformAdmin)) return false;
  if (applicant.kind === 'user') return !demand.roles || demand.roles.includes(applicant.role);
  const { scopes, kinds = USUAL_KINDS } = demand;
  if (!scopes || !kinds.includes(applicant.keyKind)) return false;
  return scopes.every((scope) => applicant.scopes.includes(scope));
}
