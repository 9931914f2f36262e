import { Injectable } from '@nestjs/common';
import type { AcceptReferralTerms, ReferralTermsDocument } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { termsAt, type Terms } from '../domain/terms.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { toTermsDocument } from './terms.mapping.js';

/** The agreement with partners, and who agreed to which words. */
@Injectable()
export class TermsService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly directory: DirectoryRepository,
    private readonly partners: PartnersRepository,
    private readonly clock: Clock,
  ) {}

  current(): Promise<ReferralTermsDocument> {
    return this.programme.officeSnapshot(async (tx) => toTermsDocument(await this.inForce(tx)));
  }

  /** @throws AppError `conflict` for words that are not the present ones: read them first. */
  accept(
    partnerId: string,
    { version, documentSha256 }: AcceptReferralTerms,
    network: string | null,
  ): Promise<void> {
    return this.programme.office(async (tx) => {
      const document = toTermsDocument(await this.inForce(tx));
      if (document.version !== version || document.documentSha256 !== documentSha256)
        throw new AppError('conflict', { message: 'These are not the present terms.' });
      await this.partners.accept(tx, { partnerId, version, documentSha256, network, at: this.clock.now() });
    });
  }

  private async inForce(tx: Transaction): Promise<Terms> {
    return termsAt(await this.directory.terms(tx), this.clock.now().getTime());
  }
}
