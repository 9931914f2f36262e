import { describe, expect, it } from '@jest/globals';
import { API_KEY_KINDS } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { generateApiKey, parseApiKey } from './api-key-codec.js';

const kinds = fc.constantFrom(...API_KEY_KINDS);
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const keys = fc
  .tuple(kinds, bytes)
  .map(([kind, seed]) => generateApiKey(kind, (size) => seed.subarray(0, size)));

describe('API key codec', () => {
  it('reads back the kind and the lookup id of every key that it made', () => {
    fc.assert(
      fc.property(keys, ({ key, kind, lookupId, prefix }) => {
        expect(key).toMatch(/^ov_(pk|sk|rk)_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
        expect(key.startsWith(`${prefix}_`)).toBe(true);
        expect(parseApiKey(key)).toEqual({ kind, lookupId });
      }),
    );
  });

  it('refuses a key with any one character changed', () => {
    fc.assert(
      fc.property(keys, fc.nat(), fc.constantFrom(...'059AZaz_-'), ({ key }, at, replacement) => {
        const index = at % key.length;
        fc.pre(key[index] !== replacement);
        expect(parseApiKey(key.slice(0, index) + replacement + key.slice(index + 1))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('refuses whatever else is sent as a key, without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseApiKey(text) === undefined));
    expect(parseApiKey(`${generateApiKey('secret').key}\n`)).toBeUndefined();
  });

  it('takes the secret from all 256 bits', () => {
    const ones = generateApiKey('secret', (size) => new Uint8Array(size).fill(0xff));
    const zeros = generateApiKey('secret', (size) => new Uint8Array(size));
    expect(ones.key).toHaveLength(zeros.key.length);
    expect(new Set(Array.from({ length: 200 }, () => generateApiKey('secret').key)).size).toBe(200);
  });
});
