import { describe, expect, it } from '@jest/globals';
import type { MirroredFact, ReferralMirror } from '../application/referral-mirror.port.js';

const tenantId = '00000000-0000-7000-8002-000000000001';
const userId = '00000000-0000-7000-8001-000000000001';
export const SIGNUP: Extract<MirroredFact, { type: 'user.signup' }> = {
  type: 'user.signup',
  at: 1_780_000_000_000,
  tenantId,
  userId,
  emailKey: 'a-digest-of-an-address',
  typedCode: 'code1',
  paramCode: null,
  touches: [],
};
export const INVOICE: Extract<MirroredFact, { type: 'invoice.paid' }> = {
  type: 'invoice.paid',
  at: 1_780_000_000_000,
  tenantId,
  provider: 'acme',
  invoiceId: 'in_1',
  currency: 'EUR',
  paidMinor: 11_900,
  exTaxMinor: 10_000,
  eligibleMinor: 10_000,
};
const OUTCOMES = ['acked', 'unsupported', 'rejected', 'not_sent', 'ambiguous'];

/** What every mirror keeps to, whatever stands on the other side. */
export function describeReferralMirror(name: string, make: () => ReferralMirror): void {
  describe(`the mirror ${name}`, () => {
    it('says how it is in one sentence', async () => {
      const { words, capabilities, warnings } = await make().health();
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect([Array.isArray(capabilities), Array.isArray(warnings)]).toEqual([true, true]);
    });

    it.each<MirroredFact>([SIGNUP, INVOICE])(
      'answers with an outcome and never throws: $type',
      async (fact) => {
        const { outcome, status } = await make().push(fact);
        expect(OUTCOMES).toContain(outcome);
        expect(status).not.toBe('');
      },
    );
  });
}
