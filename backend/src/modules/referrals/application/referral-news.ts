import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { tenantId as scopeOf, type Transaction } from '../../../platform/database/index.js';
import { LiveAnnouncements } from '../../../platform/live/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { PARTNER_MAILS } from '../domain/partner-mails.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { PartnerPost } from './partner-post.js';

/** Who referred a team before a transaction, and who by its end. */
export interface Attribution {
  readonly tenantId: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Tells others, with the commit, what was decided: open pages, the rest of the product, the partner. Inside the office. */
@Injectable()
export class ReferralNews {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly partners: PartnersRepository,
    private readonly live: LiveAnnouncements,
    private readonly outbox: Outbox,
    private readonly post: PartnerPost,
    private readonly clock: Clock,
  ) {}

  /** Something about these partners is different now. Pages of customers listen by the person, others by the partner. */
  async changed(tx: Transaction, partnerIds: readonly (string | null)[]): Promise<void> {
    const ids = [...new Set(partnerIds.filter((id) => id !== null))];
    for (const { id, userId } of await this.partners.listeners(tx, ids))
      for (const audience of [id, ...(userId === null ? [] : [userId])])
        await this.live.announce(tx, audience, 'referrals.changed', null);
  }

  /** Told when all is decided: what a team was given in between is no news. */
  async attributed(tx: Transaction, attributions: readonly Attribution[]): Promise<void> {
    const moved = attributions.filter(({ before, after }) => before !== after);
    for (const { tenantId, before, after } of moved)
      if ((before === null) !== (after === null)) await this.acquired(tx, tenantId, after);
    for (const partnerId of new Set(moved.flatMap(({ after }) => after ?? []))) {
      const won = moved.filter(({ after }) => after === partnerId).map(({ tenantId }) => tenantId);
      if (await this.partners.hasReferredOthers(tx, partnerId, won)) continue;
      await this.post.send(tx, partnerId, partnerId, PARTNER_MAILS.firstReferral);
    }
  }

  /** A team has a referrer now, or has none any more. */
  private async acquired(tx: Transaction, tenantId: string, partnerId: string | null): Promise<void> {
    const scope = scopeOf(tenantId);
    const at = this.clock.now().getTime();
    const via = partnerId === null ? null : ('referral' as const);
    await this.programme.inTenant(tx, scope, () =>
      this.outbox.append(tx, scope, 'tenant.acquired', { via, at }),
    );
  }
}
