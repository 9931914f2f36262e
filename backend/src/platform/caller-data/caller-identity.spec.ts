import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identitiesIn, normalised } from './caller-identity.js';

describe('an identity', () => {
  it.each([
    ['email', ' Ana@Example.COM. ', 'ana@example.com'],
    ['phone', '+49 170 1234567', '701234567'],
    ['phone', '0170/123 45 67', '701234567'],
    ['phone', '555 0199', '5550199'],
    ['phone', '12345', undefined],
    ['userId', ' shop-user-7 ', 'shop-user-7'],
    ['userId', '  ', undefined],
  ] as const)('%s %j is %j', (kind, text, value) => {
    expect(normalised(kind, text)).toBe(value);
  });

  it('has one spelling, however often it is brought into it', () => {
    const kinds = fc.constantFrom('userId' as const, 'email' as const, 'phone' as const);
    fc.assert(
      fc.property(kinds, fc.string(), (kind, text) => {
        const once = normalised(kind, text);
        if (once !== undefined) expect(normalised(kind, once)).toBe(once);
      }),
    );
  });
});

describe('what is said', () => {
  it.each([
    ['Write to ana@example.com, please.', ['email:ana@example.com']],
    ['I am <Ana@Example.com> and (0170) 123-4567.', ['email:ana@example.com', 'phone:701234567']],
    ['Call 555 0199 or 555 0199.', ['phone:5550199']],
    ['Room 12, at 10:30, for 3 people.', []],
    ['0192f0a1-0000-7000-8000-000000000000', []],
    ['2026-01-02T10:00:00.000Z', []],
    ['order-20260102123456', []],
  ])('%j names %j', (text, expected) => {
    expect(identitiesIn(text).map(({ kind, value }) => `${kind}:${value}`)).toEqual(expected);
  });

  it('is found wherever it stands', () => {
    const record = { turns: [{ text: 'hello' }], result: { attendee: { email: 'Ana@Example.com' } }, n: 7 };
    expect(identitiesIn(record)).toEqual([{ kind: 'email', value: 'ana@example.com' }]);
  });

  it('is looked for in a time that grows with a long word, and not with its square', () => {
    const word = 'x'.repeat(1_000_000);
    expect(identitiesIn(`${word} ana@example.com`)).toEqual([{ kind: 'email', value: 'ana@example.com' }]);
  });

  it('is found under the spelling under which it is asked for', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    const address = fc.tuple(part, part).map(([name, host]) => `${name}@${host}.example`);
    const number = fc.stringMatching(/^\+[1-9]\d{7,13}$/);
    fc.assert(
      fc.property(address, number, (email, phone) => {
        const found = identitiesIn(`Mail ${email.toUpperCase()} or call ${phone} today`);
        expect(found).toContainEqual({ kind: 'email', value: normalised('email', email) });
        expect(found).toContainEqual({ kind: 'phone', value: normalised('phone', phone) });
      }),
    );
  });
});
