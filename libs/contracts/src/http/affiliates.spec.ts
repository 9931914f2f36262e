import fc from 'fast-check';
import { PayoutMethodDetails } from './affiliates.js';

const faultsOf = (iban: string) =>
  PayoutMethodDetails.safeParse({ kind: 'iban', holder: 'Ana', iban }).error?.issues.map(
    ({ message }) => message,
  ) ?? [];

describe('an IBAN', () => {
  it('is taken with its check digits, and complained about by name without', () => {
    expect(faultsOf('de89 3704 0044 0532 0130 00')).toEqual([]);
    expect(faultsOf('DE89370400440532013001')).toEqual(['has a wrong check number']);
    expect(faultsOf('DE89')).toEqual(['must be an IBAN']);
  });

  it('is complained about, and never an error of ours, where it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(faultsOf(`?${text}`)).toEqual(['must be an IBAN']);
      }),
    );
  });
});
