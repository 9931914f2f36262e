import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consentVersion } from './consent-version.js';

describe('consentVersion', () => {
  it('is empty without a text, so that no receipt is asked for', () => {
    expect(consentVersion('')).toBe('');
  });

  it('is short and stays the same for the same text', () => {
    expect(consentVersion('May we record this call?')).toMatch(/^[0-9a-f]{12}$/);
    expect(consentVersion('May we record this call?')).toBe(consentVersion('May we record this call?'));
  });

  it('changes with the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        fc.pre(a !== b);
        expect(consentVersion(a)).not.toBe(consentVersion(b));
      }),
    );
  });
});
