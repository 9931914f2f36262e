import { Injectable } from '@nestjs/common';
import { FactsRepository } from '../persistence/facts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { ReferralsRepository } from '../persistence/referrals.repository.js';
import { ReferralRecompute } from './referral-recompute.js';

const CAUSE = { actor: 'rebuild', reason: 'projections were made anew' };

/** Makes everything that is derived from facts anew. Each team by itself and under its lock, so the product goes on. */
@Injectable()
export class Rebuild {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    private readonly referrals: ReferralsRepository,
    private readonly recompute: ReferralRecompute,
  ) {}

  /** Gives how many teams were decided anew. */
  async run(): Promise<number> {
    const signups = await this.programme.office((tx) => this.facts.ofType(tx, 'user.signup'));
    const kept = await this.programme.office((tx) => this.referrals.tenants(tx));
    // In the order of sign-ups, so that each decision finds those that it depends on made.
    const tenants = new Set([...signups.map(({ tenantId }) => tenantId), ...kept]);
    for (const tenantId of tenants)
      await this.programme.office((tx) => this.recompute.run(tx, [tenantId], CAUSE));
    return tenants.size;
  }
}
