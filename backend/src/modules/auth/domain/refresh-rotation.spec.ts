import { describe, expect, it } from '@jest/globals';
import { judgeRefresh } from './refresh-rotation.js';

const now = new Date('2026-01-01T00:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const alive = new Date(now.getTime() + 1_000);

describe('refresh rotation', () => {
  it.each([
    ['rotate', { expiresAt: alive, usedAt: null, childUsed: false }],
    ['expired', { expiresAt: now, usedAt: null, childUsed: false }],
    ['repeat', { expiresAt: alive, usedAt: ago(10_000), childUsed: false }],
    ['reuse', { expiresAt: alive, usedAt: ago(10_001), childUsed: false }],
    ['reuse', { expiresAt: alive, usedAt: ago(1), childUsed: true }],
    ['reuse', { expiresAt: ago(1), usedAt: ago(60_000), childUsed: false }],
  ] as const)('judges %s', (verdict, token) => {
    expect(judgeRefresh(token, now)).toBe(verdict);
  });
});
