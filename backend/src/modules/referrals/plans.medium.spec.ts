import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { walkOf } from '../../../test/support/explained.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { PARTNERS } from '../../../test/support/referral-world.js';
import type { Transaction } from '../../platform/database/index.js';
import { AccountReader } from './application/account-reader.js';
import { FactsRepository } from './persistence/facts.repository.js';
import { LedgerRepository } from './persistence/ledger.repository.js';
import { PartnerFiguresRepository } from './persistence/partner-figures.repository.js';
import { PayoutsRepository } from './persistence/payouts.repository.js';
import { RiskFiguresRepository } from './persistence/risk-figures.repository.js';

let test: ReferralTest;
beforeAll(async () => {
  test = await createReferralTest();
  await test.fresh();
});
afterAll(() => test.close());

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });

const scans = (work: (tx: Transaction) => Promise<unknown>) =>
  test.office(async (tx) => (await walkOf(tx, work)).scans);

describe('however much there is, no table is read whole', () => {
  const partnerId = PARTNERS[0]!.id;
  const tenantId = '01900000-0000-7000-8000-0000000000aa';
  it.each<[string, (tx: Transaction) => Promise<unknown>]>([
    ['the earnings of a partner', (tx) => part(AccountReader).ofPartner(tx, partnerId)],
    ['the counts of a partner', (tx) => part(PartnerFiguresRepository).counts(tx, partnerId)],
    [
      'the history of a partner',
      (tx) => part(PartnerFiguresRepository).referred(tx, partnerId, undefined, 50),
    ],
    ['the payouts of a partner', (tx) => part(PayoutsRepository).ofPartner(tx, partnerId, undefined, 50)],
    [
      'what is posted in an account',
      (tx) => part(LedgerRepository).posted(tx, { partnerId, currency: 'EUR' }),
    ],
    ['all that concerns a team', (tx) => part(FactsRepository).dossierOf(tx, tenantId)],
    ['what rules look at of a partner', (tx) => part(RiskFiguresRepository).ofPartner(tx, partnerId)],
  ])('for %s', async (_name, work) => {
    const walked = await scans(work);
    expect(walked.length).toBeGreaterThan(0);
    expect(walked.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
  });
});
