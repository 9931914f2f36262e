import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { OPEN_STATES } from '../domain/payout.js';
import { ContactsRepository } from '../persistence/contacts.repository.js';
import { PartnerAccessRepository } from '../persistence/partner-access.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { PayoutMethodsRepository } from '../persistence/payout-methods.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { SignsRepository } from '../persistence/signs.repository.js';
import { AccountReader } from './account-reader.js';
import type { Operator, WithReason } from './operator.js';
import { PartnersService } from './partners.service.js';
import { ReferredPeople } from './referred-people.js';

/** Where something stands that tells who a partner is. */
@Injectable()
export class PartnerTraces {
  constructor(
    private readonly partners: PartnersRepository,
    private readonly contacts: ContactsRepository,
    private readonly methods: PayoutMethodsRepository,
    private readonly access: PartnerAccessRepository,
    private readonly signs: SignsRepository,
  ) {}

  async forget(tx: Transaction, partnerId: string, why: { at: Date; reason: string }): Promise<void> {
    await this.access.endAll(tx, partnerId);
    await this.contacts.forget(tx, partnerId);
    await this.methods.forgetDetails(tx, partnerId, why.at);
    await this.signs.forget(tx, partnerId);
    await this.partners.forgetPerson(tx, partnerId, why);
  }
}

/**
 * Forgets people and keeps the books: what remains of them is a number under which money stands. A payout that is on its
 * way has to end first, since somebody still has to be paid.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly traces: PartnerTraces,
    private readonly standing: PartnersService,
    private readonly accounts: AccountReader,
    private readonly referred: ReferredPeople,
    private readonly audit: AuditLog,
  ) {}

  /** Also ends the partnership and every session. Doing it again changes nothing. */
  partner(operator: Operator, { partnerId, reason }: WithReason & { partnerId: string }): Promise<void> {
    return this.programme.office(async (tx) => {
      const accounts = await this.accounts.ofPartner(tx, partnerId);
      if (accounts.some(({ payouts }) => payouts.some(({ state }) => OPEN_STATES.has(state))))
        throw new AppError('conflict', { message: 'A payout of this partner is under way.' });
      const at = await this.standing.close(tx, partnerId, { actorId: operator.userId, reason });
      await this.traces.forget(tx, partnerId, { at, reason });
      await this.note(tx, operator, 'referral_partner.erased', partnerId);
    }, operator.tenantId);
  }

  /** What partners and rules still know of the person behind a referred team. */
  referredTeam(operator: Operator, { tenantId, reason }: WithReason & { tenantId: string }): Promise<void> {
    return this.programme.office(async (tx) => {
      if (!(await this.referred.forget(tx, tenantId, reason))) throw new AppError('not_found');
      await this.note(tx, operator, 'referral_referred.erased', tenantId);
    }, operator.tenantId);
  }

  private note(tx: Transaction, operator: Operator, action: string, targetId: string): Promise<void> {
    return this.audit.record(tx, operator.tenantId, {
      actor: { kind: 'user', id: operator.userId },
      action,
      targetType: action.slice(0, action.indexOf('.')),
      targetId,
    });
  }
}
