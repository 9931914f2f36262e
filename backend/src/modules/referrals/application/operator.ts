import type { TenantId } from '../../../platform/database/index.js';

/** A person of the programme's office. What they do stands in the audit log of their own team. */
export interface Operator {
  readonly userId: string;
  readonly tenantId: TenantId;
}

/** Money never moves by hand without words that say why. */
export interface WithReason {
  readonly reason: string;
}
