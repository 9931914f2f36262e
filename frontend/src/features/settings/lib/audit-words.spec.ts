import { describe, expect, it } from '@jest/globals';
import { AUDIT_CHOICES, auditWords } from './audit-words.js';
import { auditFilterOf } from './audit-filter.mapping.js';

const words = (action: string, targetId: string | null = null) => auditWords({ action, targetId });

describe('the words of the audit log', () => {
  it('go on after a name, for each action that can be chosen', () => {
    expect(words('member.role_changed')).toBe('changed the role of a member');
    for (const [, actions] of AUDIT_CHOICES)
      for (const [action] of actions) expect(words(action)).not.toContain('.');
  });

  it('say numbers that stand in the line', () => {
    expect(words('retention.changed', '30')).toBe('chose to keep calls for 30 days');
    expect(words('retention.changed', 'none')).toBe('chose to keep calls for good');
    expect(words('retention.erased', '1')).toContain('erased 1 call older');
    expect(words('retention.erased', '100')).toContain('erased 100 calls older');
    expect(words('retention.records_erased', '1')).toContain('erased 1 record of tools outside of calls');
    expect(words('retention.records_erased', '100')).toContain('erased 100 records of tools');
  });

  it('know what the referral office does, which is no choice for others', () => {
    expect(words('referral_payout.approved')).toBe('approved a payout');
    expect(AUDIT_CHOICES.flatMap(([, actions]) => actions.map(([action]) => action))).not.toContain(
      'referral_payout.approved',
    );
  });

  it('read an action of a newer server by its name', () => {
    expect(words('moon_phase.has_changed')).toBe('moon phase has changed');
  });
});

describe('the filter in the address', () => {
  it('asks for a person, an action and the last days', () => {
    const now = Date.UTC(2026, 10, 8);
    const search = new URLSearchParams('actor=a&action=member.joined&days=7');
    expect(auditFilterOf(search, now)).toEqual({
      actorId: 'a',
      action: 'member.joined',
      from: '2026-11-01T00:00:00.000Z',
    });
  });

  it.each(['', 'days=0', 'days=-1', 'days=x', 'days=1e9'])('asks for every time with “%s”', (text) => {
    expect(auditFilterOf(new URLSearchParams(text)).from).toBeUndefined();
  });
});
