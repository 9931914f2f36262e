import { loadConfig } from '@orbisvoice/config';
import { KeyRing, keyedDigest, randomToken, sameDigest, sha256 } from './index.js';

const keys = (secret: string) =>
  new KeyRing(loadConfig({ DATABASE_URL: 'postgres://x@y/z', APP_SECRET: secret }));

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

describe('after a change of the secret', () => {
  const before = keys('one secret');
  const after = new KeyRing(
    loadConfig({
      DATABASE_URL: 'postgres://x@y/z',
      APP_SECRET: 'two',
      PREVIOUS_APP_SECRETS: 'zero, one secret',
    }),
  );

  it('reads what was sealed before, and seals it anew once', () => {
    const sealed = before.seal('mail', 'grüße', 'row 1');
    expect(after.open('mail', sealed, 'row 1')).toBe('grüße');
    const anew = after.sealAnew('mail', sealed, 'row 1');
    if (!anew) throw new Error('it was sealed before');
    expect(keys('two').open('mail', anew, 'row 1')).toBe('grüße');
    expect(after.sealAnew('mail', anew, 'row 1')).toBeUndefined();
    expect(() => after.sealAnew('mail', keys('three').seal('mail', 'x', 'row 1'), 'row 1')).toThrow();
  });

  it('signs with the new key only, and can say how it would have signed before', () => {
    expect(after.hmac('a', 'x').equals(keys('two').hmac('a', 'x'))).toBe(true);
    expect(after.formerHmacs('a', 'x')).toEqual(
      ['zero', 'one secret'].map((secret) => keys(secret).hmac('a', 'x')),
    );
    expect(after.key('a').equals(before.key('a'))).toBe(false);
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

describe('keyedDigest', () => {
  it('does not mind the order of names, and minds everything else', () => {
    const digest = (args: unknown, tool = 't') => keyedDigest(tool, args).toString('hex');
    expect(digest({ a: 1, b: { c: 2, d: [3] } })).toBe(digest({ b: { d: [3], c: 2 }, a: 1 }));
    const all = [
      { a: 1 },
      { a: '1' },
      { a: [1] },
      { a: null },
      {},
      [],
      { a: [['b', 1]] },
      { a: { b: 1 } },
      { b: 1 },
    ];
    expect(new Set(all.map((args) => digest(args))).size).toBe(all.length);
    expect(digest({}, 'other')).not.toBe(digest({}));
  });
});
