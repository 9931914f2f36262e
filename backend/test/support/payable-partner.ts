import type { INestApplication } from '@nestjs/common';
import { PayoutMethodsService } from '../../src/modules/referrals/application/payout-methods.service.js';
import { TermsService } from '../../src/modules/referrals/application/terms.service.js';
import { PayoutMethodsRepository } from '../../src/modules/referrals/persistence/payout-methods.repository.js';
import { ProgrammeDatabase } from '../../src/modules/referrals/persistence/programme-database.js';

/** Does what a partner does by hand and by mail before the first payout: agrees, says where to pay, confirms. */
export async function makePayable(app: INestApplication, partnerId: string): Promise<void> {
  const part = <T>(token: abstract new (...args: never[]) => T): T => app.get(token, { strict: false });
  const { version, documentSha256 } = await part(TermsService).current();
  await part(TermsService).accept(partnerId, { version, documentSha256 }, null);
  const details = { kind: 'iban', holder: 'A Partner', iban: 'DE89370400440532013000' } as const;
  const { id } = await part(PayoutMethodsService).replace(partnerId, details);
  await part(ProgrammeDatabase).office((tx) => part(PayoutMethodsRepository).verify(tx, id, new Date()));
}
