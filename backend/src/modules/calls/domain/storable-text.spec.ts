import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storableData, storableText } from './storable-text.js';

describe('storableText', () => {
  it('drops NUL and mends half characters', () => {
    expect(storableText('a\u0000b\ud800c')).toBe('ab\ufffdc');
  });

  it('leaves every other text alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\u0000'));
        expect(storableText(text)).toBe(text);
      }),
    );
  });
});

describe('storableData', () => {
  it('mends keys and strings and keeps numbers, booleans and null', () => {
    expect(storableData({ 'k\u0000': 'v\ud800', ms: 12, ok: true, none: null })).toEqual({
      k: 'v\ufffd',
      ms: 12,
      ok: true,
      none: null,
    });
  });
});
