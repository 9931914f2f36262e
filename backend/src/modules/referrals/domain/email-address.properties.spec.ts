import fc from 'fast-check';
import { PROPERTY_RUNS } from '../../../../test/support/referral-world.js';
import { normalisedAddress } from './email-address.js';

const word = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const domain = fc.constantFrom('example.com', 'company.de', 'gmail.com', 'googlemail.com');

describe('an address', () => {
  it('invariant 29: has one normal form, which normalising leaves alone, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(word, domain).map((parts) => parts.join('@')),
        ),
        (text) => {
          expect(normalisedAddress(normalisedAddress(text))).toBe(normalisedAddress(text));
        },
      ),
      PROPERTY_RUNS,
    );
  });

  it('invariant 29: is the same in capitals and with a tag', () => {
    fc.assert(
      fc.property(word, word, domain, (local, tag, host) => {
        const plain = normalisedAddress(`${local}@${host}`);
        expect(normalisedAddress(` ${local.toUpperCase()}+${tag}@${host.toUpperCase()} `)).toBe(plain);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 29: keeps its dots, except where Google ignores them', () => {
    fc.assert(
      fc.property(word, word, domain, (first, last, host) => {
        const same =
          normalisedAddress(`${first}.${last}@${host}`) === normalisedAddress(`${first}${last}@${host}`);
        expect(same).toBe(host.endsWith('mail.com'));
      }),
      PROPERTY_RUNS,
    );
  });
});
