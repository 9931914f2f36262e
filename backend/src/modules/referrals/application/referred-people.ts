import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { maskedAddress } from '../domain/payout-method.js';
import { ClicksRepository } from '../persistence/clicks.repository.js';
import { ReferredPeopleRepository } from '../persistence/referred-people.repository.js';
import { SignsRepository } from '../persistence/signs.repository.js';
import { Signs } from './signs.js';

/** What is kept of those who were referred besides numbers. Inside the office. */
@Injectable()
export class ReferredPeople {
  constructor(
    private readonly people: ReferredPeopleRepository,
    private readonly signs: Signs,
    private readonly kept: SignsRepository,
    private readonly clicks: ClicksRepository,
  ) {}

  async keep(tx: Transaction, tenantId: string, email: string): Promise<void> {
    if (!(await this.people.keep(tx, tenantId, maskedAddress(email)))) return;
    await this.signs.ofAddress(tx, tenantId, email);
  }

  /** For good: also where the sign-up is told once more. False where no such team is known. */
  async forget(tx: Transaction, tenantId: string, reason: string): Promise<boolean> {
    if (!(await this.people.forget(tx, tenantId, reason))) return false;
    await this.kept.forget(tx, tenantId);
    await this.clicks.forgetOfTeam(tx, tenantId);
    return true;
  }
}
