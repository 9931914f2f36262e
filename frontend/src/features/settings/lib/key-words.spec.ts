import { describe, expect, it } from '@jest/globals';
import type { ApiKey } from '@orbisvoice/contracts';
import { expiryAfter, isUsable, limitWords, standingOf } from './key-words.js';

const NOW = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;
const NONE = {
  concurrentCalls: null,
  callsPerDay: null,
  callsPerMinutePerAddress: null,
  callsPerDayPerAddress: null,
};
const key = (facts: Partial<ApiKey>) => ({ revokedAt: null, expiresAt: null, ...facts }) as ApiKey;
const inDays = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();

describe('a key', () => {
  it.each([
    ['that lasts', {}, true, undefined],
    ['that ends some day', { expiresAt: inDays(60) }, true, 'Until Dec 31, 2026'],
    ['that ends soon', { expiresAt: inDays(3) }, true, 'Expires in 3 days'],
    ['that has ended', { expiresAt: inDays(-1) }, false, 'Expired yesterday'],
    ['that was revoked', { revokedAt: inDays(-1), expiresAt: inDays(-3) }, false, 'Revoked yesterday'],
  ])('%s', (_name, facts, usable, text) => {
    expect(isUsable(key(facts), NOW)).toBe(usable);
    expect(standingOf(key(facts), NOW)?.text).toBe(text);
  });

  it('lives for the chosen days, or for good', () => {
    expect(expiryAfter('30', NOW)).toBe(inDays(30));
    expect(expiryAfter('', NOW)).toBeUndefined();
  });

  it('has its limits in words', () => {
    expect(limitWords(NONE)).toBeUndefined();
    expect(limitWords({ ...NONE, concurrentCalls: 0, callsPerDay: 10_000 })).toBe(
      '0 calls at once, 10,000 calls a day',
    );
  });
});
