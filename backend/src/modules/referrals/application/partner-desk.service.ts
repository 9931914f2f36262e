import { Injectable } from '@nestjs/common';
import type { AdminPartnerFile } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import type { PartnerStatus } from '../domain/directory.js';
import { PARTNER_MAILS } from '../domain/partner-mails.js';
import { termsAt } from '../domain/terms.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import type { Operator, WithReason } from './operator.js';
import { PartnerPost } from './partner-post.js';
import { ReferralNews } from './referral-news.js';
import { PartnersService } from './partners.service.js';

/** The tables of partners and what they agreed to, as the office reads them. */
@Injectable()
export class PartnerFile {
  constructor(
    readonly partners: PartnersRepository,
    readonly directory: DirectoryRepository,
    private readonly clock: Clock,
  ) {}

  async hasAgreed(tx: Transaction, partnerId: string): Promise<boolean> {
    const partner = await this.partners.find(tx, partnerId);
    const { version } = termsAt(await this.directory.terms(tx), this.clock.now().getTime());
    return partner?.acceptedTerms === version;
  }
}

/** What the office decides about partners. Each step keeps its reason, and stays for good. */
@Injectable()
export class PartnerDesk {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly file: PartnerFile,
    private readonly standing: PartnersService,
    private readonly post: PartnerPost,
    private readonly news: ReferralNews,
    private readonly audit: AuditLog,
  ) {}

  /** Suspends, reinstates, approves, refuses or closes, and says so to the partner. */
  changeStatus(
    operator: Operator,
    { partnerId, status, reason }: WithReason & { partnerId: string; status: PartnerStatus },
  ): Promise<void> {
    return this.programme.office(async (tx) => {
      const before = await this.file.partners.find(tx, partnerId);
      if (status === 'active' && before?.kind === 'affiliate' && !(await this.file.hasAgreed(tx, partnerId)))
        throw new AppError('conflict', { message: 'This partner has not agreed to the present terms.' });
      await this.standing.setStatus(tx, partnerId, status, { actorId: operator.userId, reason });
      await this.news.changed(tx, [partnerId]);
      await this.note(tx, operator, `referral_partner.${status}`, partnerId);
      await this.tell(tx, partnerId, status, before?.status);
    }, operator.tenantId);
  }

  /** Who this is; each look is in the audit log. */
  read(operator: Operator, partnerId: string): Promise<AdminPartnerFile> {
    return this.programme.office(async (tx) => {
      const partner = await this.file.partners.find(tx, partnerId);
      if (!partner) throw new AppError('not_found');
      const [to, contact] = [
        await this.post.addresseeOf(tx, partnerId),
        await this.post.contactOf(tx, partnerId),
      ];
      await this.note(tx, operator, 'referral_partner.read', partnerId);
      return {
        id: partnerId,
        kind: partner.kind,
        status: partner.status,
        name: to?.name ?? null,
        email: to?.email ?? null,
        website: contact?.website ?? null,
        about: contact?.about ?? null,
        steps: (await this.file.partners.steps(tx, partnerId)).map(({ status, at, reason }) => ({
          status,
          at: at.toISOString(),
          reason,
        })),
      };
    }, operator.tenantId);
  }

  private note(tx: Transaction, operator: Operator, action: string, partnerId: string): Promise<void> {
    return this.audit.record(tx, operator.tenantId, {
      actor: { kind: 'user', id: operator.userId },
      action,
      targetType: 'referral_partner',
      targetId: partnerId,
    });
  }

  private async tell(
    tx: Transaction,
    partnerId: string,
    status: PartnerStatus,
    before: PartnerStatus | undefined,
  ): Promise<void> {
    if (status === 'active' && before === 'review_pending')
      await this.post.send(tx, partnerId, partnerId, PARTNER_MAILS.approved);
    if (status === 'rejected') await this.post.send(tx, partnerId, partnerId, PARTNER_MAILS.rejected);
    if (status === 'suspended') {
      // Somebody may be suspended more than once; the number of steps tells the occasions apart.
      const { length } = await this.file.partners.steps(tx, partnerId);
      await this.post.send(tx, partnerId, `${partnerId}:${length}`, PARTNER_MAILS.suspended);
    }
  }
}
