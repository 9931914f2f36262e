import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device.js';
import { companyOf, isDisposable } from './mail-domains.js';
import {
  partnerSuspicions,
  RISK_RULES,
  saleSuspicions,
  severityOf,
  signupSuspicions,
  type SignupSigns,
} from './risk-rules.js';
import { tellsVisitors } from './visitor-network.js';

const clean: SignupSigns = {
  sinceTouchMs: 3_000,
  sameLinkThisHour: 10,
  sharedCompany: null,
  disposableMail: false,
  partnerNetwork: false,
  partnerDevice: false,
  paidAd: null,
};
const rulesOf = (signs: Partial<SignupSigns>) =>
  signupSuspicions({ ...clean, ...signs }).map(({ rule }) => rule);

describe('a sign-up', () => {
  it('is not doubted at the edge of any rule', () => {
    expect(signupSuspicions(clean)).toEqual([]);
    expect(rulesOf({ sinceTouchMs: null })).toEqual([]);
  });

  it.each<[Partial<SignupSigns>, string]>([
    [{ sinceTouchMs: 2_999 }, 'fast_signup'],
    [{ sameLinkThisHour: 11 }, 'signup_burst'],
    [{ sharedCompany: 'ab12' }, 'same_company'],
    [{ disposableMail: true }, 'disposable_mail'],
    [{ partnerNetwork: true }, 'same_network'],
    [{ partnerDevice: true }, 'same_device'],
    [{ paidAd: 'gclid' }, 'paid_ad'],
  ])('with %j is doubted as %s', (signs, rule) => {
    expect(rulesOf(signs)).toEqual([rule]);
  });
});

describe('money', () => {
  it('is looked at above a sum, in units of whatever currency', () => {
    expect(saleSuspicions(100_000, 'EUR', 1_000)).toEqual([]);
    expect(saleSuspicions(100_001, 'EUR', 1_000)).toMatchObject([{ rule: 'large_commission' }]);
    expect(saleSuspicions(1_001, 'JPY', 1_000)).toHaveLength(1);
    expect(saleSuspicions(1_000_000, 'KWD', 1_000)).toEqual([]);
    expect(saleSuspicions(2_001, 'EUR', 20)).toHaveLength(1);
  });

  it('that comes back makes a partner doubtful, from four customers on', () => {
    const paid = [
      { grossMinor: 1_000, returnedMinor: 0 },
      { grossMinor: 1_000, returnedMinor: 261 },
    ];
    expect(partnerSuspicions({ customers: 3, paid, disputedInvoices: 0 })).toEqual([]);
    expect(partnerSuspicions({ customers: 4, paid, disputedInvoices: 0 })).toEqual([
      { rule: 'refund_rate', evidence: { customers: 4, percent: 26 } },
    ]);
    expect(partnerSuspicions({ customers: 1, paid: [], disputedInvoices: 2 })).toMatchObject([
      { rule: 'disputes' },
    ]);
  });
});

it('every rule has a weight, and what a person raised weighs most', () => {
  expect(RISK_RULES.map(severityOf)).not.toContain(undefined);
  expect([severityOf('paid_ad'), severityOf('same_company'), severityOf('by_hand')]).toEqual([
    'low',
    'high',
    'high',
  ]);
});

it('a domain tells a company unless it is a provider of mailboxes', () => {
  expect(companyOf('ana@Acme.Example')).toBe('acme.example');
  expect(['x@gmail.com', 'x@mailinator.com', 'x@localhost'].map(companyOf)).toEqual([null, null, null]);
  expect([isDisposable('x@Yopmail.com'), isDisposable('x@acme.example')]).toEqual([true, false]);
});

it('only networks of the public internet tell visitors apart', () => {
  expect(['81.2.69.0/24', '2a02:8070:1::/48'].map(tellsVisitors)).toEqual([true, true]);
  expect(['127.0.0.0/24', '10.1.2.0/24', '::1/48', 'unknown'].map(tellsVisitors)).not.toContain(true);
});

describe('a browser', () => {
  const headers = { 'user-agent': 'Firefox', 'accept-language': 'pt' };
  const network = '81.2.69.0/24';

  it('is told apart by what it says of itself and by its network', () => {
    const device = deviceOf(headers, network);
    expect(deviceOf({ ...headers }, network)).toBe(device);
    expect(deviceOf({ ...headers, 'accept-language': 'de' }, network)).not.toBe(device);
    expect(deviceOf(headers, '81.2.70.0/24')).not.toBe(device);
  });

  it.each<[string, Record<string, string>, string]>([
    ['asks not to be followed', { ...headers, 'sec-gpc': '1' }, network],
    ['asks so in the old way', { ...headers, dnt: '1' }, network],
    ['says nothing of itself', {}, network],
    ['is in a network that tells nobody apart', headers, '10.1.2.0/24'],
  ])('is left alone where it %s', (_what, said, from) => expect(deviceOf(said, from)).toBeNull());
});
