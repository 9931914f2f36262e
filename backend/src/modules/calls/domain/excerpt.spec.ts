import { describe, expect, it } from '@jest/globals';
import { excerptOf } from './excerpt.js';

describe('excerptOf', () => {
  it('cuts a marked text into pieces', () => {
    expect(excerptOf('I want\na \u0002refund\u0003 \u0002now\u0003')).toEqual([
      { text: 'I want a ', found: false },
      { text: 'refund', found: true },
      { text: ' ', found: false },
      { text: 'now', found: true },
    ]);
    expect(excerptOf('')).toEqual([]);
  });
});
