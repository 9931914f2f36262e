import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleAt } from './pcm-sample.js';

it('reads every sample as Node does, wherever it begins', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 2, maxLength: 64 }), fc.nat(), (bytes, wish) => {
      const pcm = Buffer.from(bytes);
      const at = wish % (pcm.length - 1);
      expect(sampleAt(pcm, at)).toBe(pcm.readInt16LE(at));
    }),
  );
});
