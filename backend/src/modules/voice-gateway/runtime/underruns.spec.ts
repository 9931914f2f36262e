import { describe, expect, it } from '@jest/globals';
import { Underruns } from './underruns.js';

describe('underruns of a player', () => {
  it('are told by what is new, in lots, and of a page that was loaded anew from zero', () => {
    const underruns = new Underruns();
    expect(underruns.toTell(0, 0)).toBe(0);
    expect(underruns.toTell(2, 100)).toBe(2);
    expect(underruns.toTell(3, 200)).toBe(0);
    expect(underruns.toTell(5, 5_200)).toBe(3);
    expect(underruns.toTell(5, 11_000)).toBe(0);
    underruns.beginAnew();
    expect(underruns.toTell(1, 11_100)).toBe(1);
  });
});
