import { Injectable } from '@nestjs/common';
import { AppError } from '../../../platform/http/index.js';

/** What one process carries; the figure that the load test holds with room to spare. */
const MAX_CALLS = 500;
const MAX_CALLS_PER_TENANT = 100;

/** Counts calls while they are on, and refuses more than a process or a tenant may have. */
@Injectable()
export class LiveCalls {
  private total = 0;
  private readonly perTenant = new Map<string, number>();

  get count(): number {
    return this.total;
  }

  /** Takes a place; the returned function gives it back, once. */
  reserve(tenantId: string): () => void {
    const ofTenant = this.perTenant.get(tenantId) ?? 0;
    if (this.total >= MAX_CALLS || ofTenant >= MAX_CALLS_PER_TENANT)
      throw new AppError('concurrency_limited');
    this.total += 1;
    this.perTenant.set(tenantId, ofTenant + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.total -= 1;
      const left = (this.perTenant.get(tenantId) ?? 1) - 1;
      if (left > 0) this.perTenant.set(tenantId, left);
      else this.perTenant.delete(tenantId);
    };
  }
}
