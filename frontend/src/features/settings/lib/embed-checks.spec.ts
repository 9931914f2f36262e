import { describe, expect, it } from '@jest/globals';
import type { ApiKey } from '@orbisvoice/contracts';
import { AGENT } from '../../../testing/agent-sample.js';
import { embedChecks, siteOf } from './embed-checks.js';

const NOW = new Date().toISOString();
const key = (facts: Partial<ApiKey> = {}): ApiKey => ({
  id: 'k',
  name: 'Shop',
  kind: 'publishable',
  prefix: 'ov_pk_live_AAAA1111',
  scopes: [],
  allowedOrigins: [],
  limits: {
    concurrentCalls: null,
    callsPerDay: null,
    callsPerMinutePerAddress: null,
    callsPerDayPerAddress: null,
  },
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  createdAt: NOW,
  ...facts,
});
const KEY = 'ov_pk_live_AAAA1111_secret';
const check = (facts: Partial<Parameters<typeof embedChecks>[0]>) =>
  embedChecks({ agent: AGENT, site: '', apiKey: '', keys: [key()], ...facts }).map(({ state }) => state);

describe('what has to be right before the widget works', () => {
  it('is all right with a published agent, an allowed site and a key of the team', () => {
    expect(check({ site: 'https://shop.example', apiKey: KEY })).toEqual(['good', 'good', 'good']);
    expect(check({ site: 'shop.example/pages/1', apiKey: KEY })).toEqual(['good', 'good', 'good']);
  });

  it('is open until something was filled in', () => {
    expect(check({})).toEqual(['good', 'wait', 'wait']);
  });

  it('names what is wrong with agent and site', () => {
    expect(check({ agent: { publishedVersion: null, allowedOrigins: [] } })).toEqual(['bad', 'bad', 'wait']);
    expect(check({ site: 'https://other.example' })[1]).toBe('bad');
    expect(check({ site: 'http://shop.example' })[1]).toBe('bad');
    expect(check({ site: 'javascript:alert(1)' })[1]).toBe('bad');
  });

  it.each([
    ['a secret key', { apiKey: 'ov_sk_live_AAAA1111_x' }],
    ['something else', { apiKey: 'hello' }],
    ['a key of another team', { apiKey: 'ov_pk_live_BBBB2222_x' }],
    ['a revoked key', { apiKey: KEY, keys: [key({ revokedAt: NOW })] }],
    ['an expired key', { apiKey: KEY, keys: [key({ expiresAt: '2020-01-01T00:00:00Z' })] }],
    [
      'a key of another site',
      { apiKey: KEY, site: 'https://shop.example', keys: [key({ allowedOrigins: ['https://a.example'] })] },
    ],
    ['no key at all', { keys: [key({ kind: 'secret' })] }],
  ])('refuses %s', (_name, facts) => {
    expect(check(facts)[2]).toBe('bad');
  });

  it('believes a member, who cannot see the keys', () => {
    expect(check({ apiKey: KEY, keys: undefined })[2]).toBe('good');
    expect(check({ apiKey: '', keys: undefined })[2]).toBe('wait');
  });
});

it.each([
  ['https://Shop.example/a?b', 'https://shop.example'],
  ['shop.example:8443', 'https://shop.example:8443'],
  ['ftp://shop.example', undefined],
  ['  ', undefined],
  ['not a site', undefined],
])('takes “%s” for a site', (text, site) => {
  expect(siteOf(text)).toBe(site);
});
