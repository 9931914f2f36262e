import { loadConfig } from '@orbisvoice/config';
import { KeyRing, newId, randomToken, sameDigest, sha256 } from './index.js';

const keys = (secret: string) =>
  new KeyRing(loadConfig({ DATABASE_URL: 'postgres://x@y/z', APP_SECRET: secret }));

describe('newId', () => {
  it('is a version 7 UUID that sorts by time', () => {
    const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((time) => newId(time));
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1_000 }, () => newId(0))).size).toBe(1_000);
  });
});

describe('seal and open', () => {
  const ring = keys('one secret');
  const sealed = ring.seal('mail', 'grüße', 'row 1');

  it('gives back what was sealed', () => {
    expect(ring.open('mail', sealed, 'row 1')).toBe('grüße');
    expect(sealed.equals(ring.seal('mail', 'grüße', 'row 1'))).toBe(false);
  });

  it.each([
    ['in another place', () => ring.open('mail', sealed, 'row 2')],
    ['for another purpose', () => ring.open('key', sealed, 'row 1')],
    ['under another secret', () => keys('two').open('mail', sealed, 'row 1')],
    ['shortened', () => ring.open('mail', sealed.subarray(0, 20), 'row 1')],
    [
      'in an unknown format',
      () => ring.open('mail', Buffer.concat([Buffer.of(9), sealed.subarray(1)]), 'row 1'),
    ],
  ])('does not open %s', (_name, open) => {
    expect(open).toThrow();
  });

  it('does not open with any byte changed', () => {
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => ring.open('mail', changed, 'row 1')).toThrow();
    }
  });
});

it('compares digests of unequal length without an error', () => {
  expect(sameDigest(sha256('a'), sha256('a'))).toBe(true);
  expect(sameDigest(sha256('a'), sha256('b'))).toBe(false);
  expect(sameDigest(sha256('a'), Buffer.alloc(3))).toBe(false);
});

it('keys differ by purpose', () => {
  const ring = keys('one secret');
  expect(ring.hmac('a', 'x').equals(ring.hmac('b', 'x'))).toBe(false);
  expect(randomToken(32)).toHaveLength(43);
});
