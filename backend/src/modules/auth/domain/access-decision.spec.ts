import { describe, expect, it } from '@jest/globals';
import type { Role } from '@orbisvoice/contracts';
import { mayEnter, type Applicant } from './access-decision.js';
import { scopesOf } from './key-scopes.js';

const key = (
  keyKind: 'publishable' | 'secret' | 'restricted',
  ...granted: ('agents:read' | 'calls:read')[]
): Applicant => ({
  kind: 'apiKey',
  keyKind,
  scopes: scopesOf(keyKind, granted),
});

const person = (role: Role, platformAdmin = false): Applicant => ({ kind: 'user', role, platformAdmin });

describe('access', () => {
  it('keeps what concerns the installation for the people who run it', () => {
    expect(mayEnter(person('owner'), { platformAdmins: true })).toBe(false);
    expect(mayEnter(person('member', true), { platformAdmins: true })).toBe(true);
    expect(mayEnter(key('secret'), { platformAdmins: true, scopes: [] })).toBe(false);
  });

  it('asks people for a role, or only for membership', () => {
    expect(mayEnter(person('member'), {})).toBe(true);
    expect(mayEnter(person('member'), { roles: ['owner', 'admin'] })).toBe(false);
    expect(mayEnter(person('admin'), { roles: ['owner', 'admin'], scopes: ['agents:read'] })).toBe(true);
    expect(mayEnter(person('owner'), { roles: [], scopes: ['agents:read'] })).toBe(false);
  });

  it('refuses every key where no scope is named', () => {
    expect(mayEnter(key('secret'), {})).toBe(false);
    expect(mayEnter(key('secret'), { roles: ['member'] })).toBe(false);
  });

  it('asks keys for all scopes', () => {
    const demand = { scopes: ['agents:read', 'calls:read'] } as const;
    expect(mayEnter(key('secret'), demand)).toBe(true);
    expect(mayEnter(key('restricted', 'agents:read', 'calls:read'), demand)).toBe(true);
    expect(mayEnter(key('restricted', 'agents:read'), demand)).toBe(false);
  });

  it('lets a publishable key, which everybody can read, only where it is named', () => {
    expect(mayEnter(key('publishable'), { scopes: ['calls:start'] })).toBe(false);
    expect(mayEnter(key('publishable'), { scopes: ['calls:start'], kinds: ['publishable'] })).toBe(true);
    expect(mayEnter(key('publishable'), { scopes: ['agents:read'], kinds: ['publishable'] })).toBe(false);
  });
});
