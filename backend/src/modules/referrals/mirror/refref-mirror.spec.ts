import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  REFREF_KEY,
  REFREF_SECRET,
  startFakeRefRef,
  type FakeRefRef,
} from '../../../../test/support/fake-refref.js';
import { NoMirror } from './no-mirror.js';
import { describeReferralMirror, INVOICE, SIGNUP } from './referral-mirror.contract.js';
import { REFREF_NOTICE } from './refref-notice.js';
import { RefRefMirror, type RefRefSettings } from './refref-mirror.js';

const servers: FakeRefRef[] = [];
let fake: FakeRefRef;
beforeEach(async () => {
  fake = await startFakeRefRef();
  servers.push(fake);
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

const mirror = (over: Partial<RefRefSettings> = {}) =>
  new RefRefMirror({
    apiUrl: fake.url,
    productId: 'prd_1',
    programId: 'prg_1',
    apiKey: REFREF_KEY,
    clientSecret: REFREF_SECRET,
    commit: REFREF_NOTICE.pinned_commit,
    ...over,
  });

describeReferralMirror('none', () => new NoMirror());
describeReferralMirror('refref', () => mirror());
describeReferralMirror('refref, where nothing answers', () => mirror({ apiUrl: 'http://127.0.0.1:9' }));

describe('a RefRef that takes our key', () => {
  it('is told of sign-ups and sums by opaque ids, with the programme always', async () => {
    const one = mirror();
    expect([await one.push(SIGNUP), await one.push(INVOICE)].map(({ outcome }) => outcome)).toEqual([
      'acked',
      'acked',
    ]);
    expect(fake.rewards).toEqual([{ orderId: 'acme:in_1', currency: 'USD', amount: 119 }]);
    expect(fake.bodies.every((body) => body.includes('"programId":"prg_1"'))).toBe(true);
    expect(fake.bodies.join()).not.toMatch(/digest|code1|@/);
    expect((await one.health()).words).toContain('sign-ups and paid invoices are copied');
  });

  it('runs into its daily wall, which refuses before anything is done', async () => {
    const one = mirror();
    const outcomes = [];
    for (let time = 0; time < 11; time++) outcomes.push((await one.push(INVOICE)).outcome);
    expect(outcomes.filter((outcome) => outcome === 'acked')).toHaveLength(9);
    expect(outcomes.at(-1)).toBe('not_sent');
    expect(fake.rewards).toHaveLength(9);
  });

  it('refuses what it does not understand once and for all', async () => {
    expect(await mirror().push({ ...INVOICE, paidMinor: -500 })).toEqual({
      outcome: 'rejected',
      status: '400',
    });
  });
});

describe('a RefRef as it was released, which refuses every key', () => {
  it('is told of sign-ups alone, by its widget call, and the health says so', async () => {
    fake.mood.takesKeys = false;
    const one = mirror();
    expect((await one.push(SIGNUP)).outcome).toBe('acked');
    expect(fake.referrals).toEqual([SIGNUP.userId]);
    expect(await one.push(INVOICE)).toEqual({ outcome: 'unsupported', status: 'no_capability' });
    expect((await one.health()).words).toBe(
      'RefRef answers, but it refuses our API key: only sign-ups are copied.',
    );
    expect((await mirror({ clientSecret: undefined }).push(SIGNUP)).outcome).toBe('unsupported');
  });
});

describe('doubt', () => {
  it('stays doubt where the line broke after the request was out, or the other side failed', async () => {
    const one = mirror();
    await one.push(SIGNUP);
    fake.mood.hangsUp = true;
    expect((await one.push(INVOICE)).outcome).toBe('ambiguous');
    Object.assign(fake.mood, { hangsUp: false, breaks: true });
    expect((await one.push(INVOICE)).outcome).toBe('ambiguous');
  });

  it('is none where nobody was there', async () => {
    const one = mirror({ apiKey: undefined });
    await fake.close();
    expect((await one.push(SIGNUP)).outcome).toBe('not_sent');
    expect((await one.health()).words).toContain('does not answer');
  });
});

describe('the notice', () => {
  it('is held against the version that is run', async () => {
    expect((await mirror().health()).warnings).toEqual([]);
    expect((await mirror({ commit: 'abcdef1' }).health()).warnings).toHaveLength(1);
    expect((await mirror({ commit: undefined }).health()).warnings).toHaveLength(1);
  });
});
