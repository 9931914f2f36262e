import { describe, expect, it } from '@jest/globals';
import { benchReport } from './support/bench-report.js';

// The commands are the tests, in their short forms; the long ones are run by hand.
describe('somebody who wants', () => {
  it('out, to an address inside, gets there by no feature that calls an address', async () => {
    expect(await benchReport('ssrf.mjs')).toMatchObject({ faults: [], hits: 0, inside: 0 });
  }, 240_000);
});
