import { describe, expect, it } from '@jest/globals';
import { guestOf, networkOf } from './network-of.js';

describe('networks', () => {
  it('counts IPv4 by address and IPv6 by its /64, whatever the spelling', () => {
    expect(guestOf('203.0.113.7')).toBe('203.0.113.7');
    expect(guestOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(guestOf('2001:db8:1:2:3:4:5:6')).toBe(guestOf('2001:db8:1:2::9'));
    expect(guestOf('2001:db8:1:2::9')).not.toBe(guestOf('2001:db8:1:3::9'));
    expect(guestOf('nonsense')).toBe('unknown');
  });

  it('stores only the network', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.0/24');
    expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1::/48');
  });
});
