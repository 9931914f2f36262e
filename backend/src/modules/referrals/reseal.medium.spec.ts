import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { PARTNERS } from '../../../test/support/referral-world.js';
import { KeyRing, newId } from '../../platform/crypto/index.js';
import { PURPOSE as CONTACT } from './application/partner-post.js';
import { PURPOSE as PAYOUT_METHOD } from './application/payout-methods.service.js';
import { Reseal } from './application/reseal.service.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';
import { SealedValuesRepository } from './persistence/sealed-values.repository.js';

const partnerId = PARTNERS[0]?.id ?? '';
const method = newId();

let test: ReferralTest;
beforeAll(async () => {
  test = await createReferralTest();
  await test.fresh();
  const keys = test.app.get(KeyRing);
  await test.tamper('insert into referral_contacts (partner_id, sealed) values ($1, $2)', [
    partnerId,
    keys.seal(CONTACT, 'who they are', partnerId),
  ]);
  const insert = `insert into referral_payout_methods (id, partner_id, kind, sealed_details, fingerprint, created_at, retired_at)
    values ($1, $2, 'bank', $3, '\\x00', now(), now())`;
  await test.tamper(insert, [method, partnerId, keys.seal(PAYOUT_METHOD, 'their account', method)]);
  // Forgotten: nothing is left to seal.
  await test.tamper(insert, [newId(), partnerId, null]);
});
afterAll(() => test.close());

const ring = (appSecret: string, ...previousAppSecrets: string[]) =>
  new KeyRing({ ...test.config, appSecret, previousAppSecrets });
const reseal = (keys: KeyRing) =>
  new Reseal(test.app.get(ProgrammeDatabase), test.app.get(SealedValuesRepository), keys);

describe('after a change of APP_SECRET', () => {
  it('what cannot be opened is counted and left as it is', async () => {
    const values =
      'select sealed from referral_contacts union all select sealed_details from referral_payout_methods';
    const before = await test.rows(values);
    expect(await reseal(ring('new')).run()).toEqual({ looked: 2, resealed: 0, unreadable: 2 });
    expect(await test.rows(values)).toEqual(before);
  });

  it('contacts and payout methods are sealed under the new one, once', async () => {
    const both = reseal(ring('new', test.config.appSecret));
    expect(await both.run()).toEqual({ looked: 2, resealed: 2, unreadable: 0 });
    expect(await both.run()).toEqual({ looked: 2, resealed: 0, unreadable: 0 });
    const [contact] = await test.rows('select sealed from referral_contacts');
    const [account] = await test.rows(
      'select sealed_details as sealed from referral_payout_methods where id = $1',
      [method],
    );
    expect(ring('new').open(CONTACT, contact?.sealed as Buffer, partnerId)).toBe('who they are');
    expect(ring('new').open(PAYOUT_METHOD, account?.sealed as Buffer, method)).toBe('their account');
  });
});
