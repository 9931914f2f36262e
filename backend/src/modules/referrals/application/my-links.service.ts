import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { CreateReferralLink, ReferralLink } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { AppError } from '../../../platform/http/index.js';
import { LinksRepository } from '../persistence/links.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { toReferralLink } from './link.mapping.js';
import { PartnersService } from './partners.service.js';

/** Enough for every channel, too few to take all good words. Retired ones count: they are kept for good. */
const MAX_LINKS = 20;

/** A partner's own links. */
@Injectable()
export class MyLinks {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly partners: PartnersService,
    private readonly repository: PartnersRepository,
    private readonly links: LinksRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  add(partnerId: string, { code, destination }: CreateReferralLink): Promise<ReferralLink> {
    return this.programme.office(async (tx) => {
      await this.repository.hold(tx, partnerId);
      const partner = await this.repository.find(tx, partnerId);
      if (partner?.status !== 'active')
        throw new AppError('forbidden', { message: 'Your account is not active.' });
      const own = await this.links.ofPartner(tx, partnerId);
      if (own.length >= MAX_LINKS)
        throw new AppError('unprocessable', { message: `Nobody has more than ${MAX_LINKS} links.` });
      const link =
        code === undefined
          ? await this.partners.addLink(tx, partnerId, destination)
          : await this.partners.addVanityLink(tx, partnerId, code, destination);
      return toReferralLink(link, this.config.publicUrl);
    });
  }

  retire(partnerId: string, linkId: string): Promise<void> {
    return this.programme.office(async (tx) => {
      const own = await this.links.ofPartner(tx, partnerId);
      if (!own.some(({ id }) => id === linkId)) throw new AppError('not_found');
      await this.links.retire(tx, linkId, this.clock.now());
    });
  }
}
