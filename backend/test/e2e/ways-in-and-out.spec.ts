import { describe, expect, it } from '@jest/globals';
import { benchReport } from './support/bench-report.js';
import { withoutChromium } from './support/chromium.js';

// The commands are the tests, in their short forms; the long ones are run by hand.
describe('somebody who wants', () => {
  it('out, to an address inside, gets there by no feature that calls an address', async () => {
    expect(await benchReport('ssrf.mjs')).toMatchObject({ faults: [], hits: 0, inside: 0 });
  }, 240_000);

  (withoutChromium ? it.skip : it)(
    'in, gets there by no credential that was taken away and by no page in the browser of an owner',
    async () => {
      const report = await benchReport('auth.mjs', '--only', 'refusals,cross-site');
      expect(report).toMatchObject({ faults: [], 'cross-site': { stages: 4, changes: 0 } });
    },
    240_000,
  );
});
