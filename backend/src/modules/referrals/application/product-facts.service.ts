import { Injectable } from '@nestjs/common';
import type { DomainEventPayload } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { IdentityDirectory } from '../../tenants/index.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { addressKey } from './address-key.js';
import { FactIntake, type IntakeOutcome } from './fact-intake.js';
import { ReferredPeople } from './referred-people.js';

/** What the product itself tells the programme, in the transaction of the team that it is about. */
@Injectable()
export class ProductFacts {
  constructor(
    private readonly intake: FactIntake,
    private readonly directory: IdentityDirectory,
    private readonly programme: ProgrammeDatabase,
    private readonly people: ReferredPeople,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  async signup(
    tx: Transaction,
    tenantId: TenantId,
    event: DomainEventPayload<'user.signup'>,
  ): Promise<IntakeOutcome> {
    const { userId, referralCode, paramCode, touches, signedUpAt } = event;
    const email = (await this.directory.people(tx, [userId])).get(userId)?.email;
    await this.programme.enterOffice(tx);
    if (email !== undefined) await this.people.keep(tx, tenantId, email);
    return this.intake.take(
      tx,
      {
        type: 'user.signup',
        at: signedUpAt ? Date.parse(signedUpAt) : this.clock.now().getTime(),
        userId,
        tenantId,
        emailKey: email === undefined ? null : addressKey(this.keys, email),
        typedCode: referralCode,
        paramCode,
        touches,
      },
      'api',
    );
  }

  activated(
    tx: Transaction,
    tenantId: TenantId,
    { userId, callId, startedAt }: DomainEventPayload<'user.activated'>,
  ): Promise<IntakeOutcome> {
    const at = Date.parse(startedAt);
    return this.intake.take(tx, { type: 'user.activated', at, userId, tenantId, callId }, 'api');
  }
}
