import { describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { refusalOfChange } from './member-rules.js';

const change = (actorRole: Role, targetRole: Role, next: Role | null, more: object = {}) =>
  refusalOfChange({ actorRole, targetRole, next, isSelf: false, owners: 2, ...more });

describe('member rules', () => {
  it('lets owners change everybody', () => {
    for (const target of ROLES)
      for (const next of [...ROLES, null]) expect(change('owner', target, next)).toBeUndefined();
  });

  it('lets admins manage admins and members, and never touch or make an owner', () => {
    expect(change('admin', 'member', 'admin')).toBeUndefined();
    expect(change('admin', 'admin', null)).toBeUndefined();
    expect(change('admin', 'owner', 'member')).toBe('forbidden');
    expect(change('admin', 'owner', null)).toBe('forbidden');
    expect(change('admin', 'member', 'owner')).toBe('forbidden');
    expect(change('admin', 'admin', 'owner', { isSelf: true })).toBe('forbidden');
  });

  it('lets members only leave', () => {
    expect(change('member', 'member', null, { isSelf: true })).toBeUndefined();
    expect(change('member', 'member', 'admin', { isSelf: true })).toBe('forbidden');
    expect(change('member', 'member', null)).toBe('forbidden');
  });

  it('never takes the last owner, whoever asks', () => {
    const roles = fc.constantFrom<Role>(...ROLES);
    fc.assert(
      fc.property(
        roles,
        fc.constantFrom('admin', 'member', null),
        fc.boolean(),
        (actorRole, next, isSelf) => {
          const refusal = refusalOfChange({
            actorRole,
            isSelf,
            targetRole: 'owner',
            next: next as Role | null,
            owners: 1,
          });
          expect(refusal).toBeDefined();
        },
      ),
    );
    expect(change('owner', 'owner', null, { isSelf: true, owners: 1 })).toBe('last_owner');
  });
});
