import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recompute } from '../../../../test/support/referral-year/recompute.js';
import { scriptYear } from '../../../../test/support/referral-year/script.js';
import { viewOf } from './account.js';
import { evaluateProgramme } from './programme.js';

/** Long after the year: every hold is over, and every doubt that nobody confirmed. */
const LATER = Date.UTC(2026, 10, 1);
/** Each run is a year of a hundred teams, so there are fewer of them. */
const YEARS = { numRuns: process.env.CI ? 200 : 20 };

const plain = (sums: Iterable<[string, bigint]>) =>
  Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).map(([key, sum]) => [key, Number(sum)]));

describe('the engine', () => {
  it('comes to what a second computation by the written rules comes to, whatever the year was', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const year = scriptYear({ partners: 12, signups: 100, seed });
        const facts = [...year.facts, ...year.late];
        const directory = {
          partners: new Map(year.partners.map((partner) => [partner.id, partner])),
          links: year.links,
          terms: year.terms,
        };
        const { accounts } = evaluateProgramme(facts, directory);
        const books = recompute(year, facts);
        const views = accounts.map((account): [string, ReturnType<typeof viewOf>] => [
          `${account.partnerId} ${account.currency}`,
          viewOf(account, LATER),
        ]);
        expect(plain(views.map(([key, { earnedMinor }]) => [key, BigInt(earnedMinor)]))).toEqual(
          plain(books.earned),
        );
        expect(plain(views.map(([key, { availableMinor }]) => [key, BigInt(availableMinor)]))).toEqual(
          plain(books.free),
        );
      }),
      YEARS,
    );
  });
});
