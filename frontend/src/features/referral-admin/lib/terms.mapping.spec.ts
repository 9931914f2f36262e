import { expect, it } from '@jest/globals';
import { PublishReferralTerms, type ReferralTermsSettings } from '@orbisvoice/contracts';
import { termsErrors, termsResolver, toPublishTerms, toTermsValues } from './terms.mapping.js';

const DAY = 86_400_000;
const settings: ReferralTermsSettings = {
  model: 'last_touch',
  windowMs: 60 * DAY,
  holdMs: 30 * DAY,
  currency: 'USD',
  signupRewardMinor: 1_050,
  signupRewardRequires: 'activation',
  activationBonusMinor: 0,
  sale: { kind: 'percent', rateBps: 1_250 },
  saleMonths: 12,
  saleInvoices: null,
  capPerReferralMinor: 70_000,
  minimumPayout: { units: 50, minor: { JPY: 7_000 } },
  reviewAboveUnits: 1_000,
  compareDevices: false,
};
const wish = { effectiveFrom: '2030-01-01', reason: 'a better rate' };

it.each<[string, Partial<ReferralTermsSettings>]>([
  ['a share', {}],
  ['a fixed sum of a currency without cents', { currency: 'JPY', sale: { kind: 'flat', amountMinor: 700 } }],
  ['no share, for good', { sale: { kind: 'none' }, saleMonths: null, saleInvoices: 3 }],
])('writes and reads back %s, and keeps what it does not ask for', (_name, over) => {
  const before = { ...settings, ...over };
  const published = toPublishTerms({ ...toTermsValues(before), ...wish }, before);
  expect(published).toEqual({
    settings: before,
    effectiveFrom: '2030-01-01T00:00:00.000Z',
    reason: 'a better rate',
  });
  expect(PublishReferralTerms.safeParse(published).success).toBe(true);
});

it('leads complaints to the fields in which the wrong thing stands', async () => {
  const typed = {
    ...toTermsValues(settings),
    ...wish,
    windowDays: 'two',
    saleRate: '12.345',
    saleMonths: '0',
  };
  const { errors } = await termsResolver(settings)(typed, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  });
  expect(Object.keys(errors).sort()).toEqual(['saleMonths', 'saleRate', 'windowDays']);
  expect(errors.saleRate?.message).toBe('Enter a number such as 12.50.');
  expect(Object.keys(termsErrors({ reason: { type: 'x', message: 'y' } }))).toEqual(['reason']);
});
