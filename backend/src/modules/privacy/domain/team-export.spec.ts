import { describe, expect, it } from '@jest/globals';
import { TEAM_EXPORT_OPEN_MS } from '@orbisvoice/contracts';
import { LEASE_MS, stateAt, type TeamExportRecord } from './team-export.js';

const NOW = new Date('2026-01-01T12:00:00Z');
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);
const row = (change: Partial<TeamExportRecord>): TeamExportRecord => ({
  ...{ id: 'one', askedBy: 'somebody', askedAt: ago(1_000), state: 'waiting', workedAt: null },
  ...{ finishedAt: null, expected: null, records: 0, bytes: 0 },
  ...change,
});

describe('the state of an export', () => {
  it.each([
    ['waiting', row({})],
    ['waiting', row({ askedAt: ago(TEAM_EXPORT_OPEN_MS - 1) })],
    ['expired', row({ askedAt: ago(TEAM_EXPORT_OPEN_MS) })],
    ['running', row({ state: 'running', askedAt: ago(TEAM_EXPORT_OPEN_MS * 3), workedAt: ago(1) })],
    ['running', row({ state: 'running', workedAt: ago(LEASE_MS - 1) })],
    ['broken', row({ state: 'running', workedAt: ago(LEASE_MS) })],
    ['broken', row({ state: 'broken', workedAt: ago(1) })],
    ['done', row({ state: 'done', workedAt: ago(LEASE_MS * 9), finishedAt: ago(9) })],
  ] as const)('is %s', (state, record) => {
    expect(stateAt(record, NOW)).toBe(state);
  });
});
