/**
 * The tenant whose data a piece of code may touch. Branded: only authentication, the job host and sweeps make one, so
 * an id from a request body cannot become a scope by accident.
 */
export type TenantId = string & { readonly __brand: 'TenantId' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function tenantId(value: string): TenantId {
  if (!UUID.test(value)) throw new Error('a tenant id must be a UUID');
  return value as TenantId;
}

/** The scope of rows that belong to no tenant yet, such as a password reset mail. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000' as TenantId;
