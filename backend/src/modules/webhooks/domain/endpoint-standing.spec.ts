import { describe, expect, it } from '@jest/globals';
import type { EndpointRecord } from './endpoint-record.js';
import { standingAfter } from './endpoint-standing.js';
import { verdictOf } from './attempt.js';

const now = new Date('2026-11-23T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const endpoint: EndpointRecord = {
  id: 'e',
  url: 'https://hooks.example.com/',
  description: '',
  eventTypes: ['call.ended'],
  offReason: null,
  offAt: null,
  failingSince: null,
  failures: 0,
  slow: false,
  createdAt: now,
  updatedAt: now,
};
const end = { durationMs: 20, status: 500, fault: null, response: '', retryAfterSeconds: undefined };

describe('the standing of an endpoint', () => {
  it('remembers the first failure and goes to the slow line', () => {
    const first = standingAfter(endpoint, 'failed', end, now);
    expect(first).toMatchObject({ failingSince: now, failures: 1, slow: true, offReason: null });
    const later = standingAfter({ ...endpoint, failingSince: daysAgo(1), failures: 3 }, 'failed', end, now);
    expect(later).toMatchObject({ failingSince: daysAgo(1), failures: 4 });
  });

  it('is good again after one success, and slow where that took long', () => {
    const bad = { ...endpoint, failingSince: daysAgo(4), failures: 9, slow: true };
    expect(standingAfter(bad, 'delivered', end, now)).toMatchObject({
      failingSince: null,
      failures: 0,
      slow: false,
    });
    expect(standingAfter(bad, 'delivered', { ...end, durationMs: 3_001 }, now).slow).toBe(true);
  });

  it.each([
    ['five days and ten failures', 5, 9, 'failing'],
    ['five days of few failures', 5, 8, null],
    ['many failures of one day', 1, 99, null],
  ])('after %s: %p days, %p before this one', (_name, days, failures, offReason) => {
    const bad = { ...endpoint, failingSince: daysAgo(days), failures };
    expect(standingAfter(bad, 'failed', end, now).offReason).toBe(offReason);
  });

  it('is off at once where the server wants nothing more, and stays off for the first reason', () => {
    expect(standingAfter(endpoint, 'gone', end, now)).toMatchObject({ offReason: 'gone', offAt: now });
    const off = { ...endpoint, offReason: 'person' as const, offAt: daysAgo(1) };
    expect(standingAfter(off, 'gone', end, now)).toMatchObject({ offReason: 'person', offAt: daysAgo(1) });
  });
});

describe('a verdict', () => {
  it.each([
    [200, 'delivered'],
    [299, 'delivered'],
    [199, 'failed'],
    [301, 'failed'],
    [404, 'failed'],
    [410, 'gone'],
    [500, 'failed'],
    [null, 'failed'],
  ])('on %p is %s', (status, verdict) => expect(verdictOf({ ...end, status })).toBe(verdict));
});
