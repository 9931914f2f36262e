import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PROPERTY_RUNS } from '../../../../test/support/referral-world.js';
import { asksFirst, isNavigation, rejectionOf, type Visit } from './click-rules.js';
import { destinationOf, redirectTarget } from './destinations.js';

const ORIGIN = 'https://voice.test';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36';
const person: Visit = {
  method: 'GET',
  headers: { 'user-agent': BROWSER, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  own: false,
};
const withHeaders = (headers: Visit['headers']): Visit => ({
  ...person,
  headers: { ...person.headers, ...headers },
});

describe('the address of a redirect', () => {
  it('invariant 25: is always on our own origin, whatever the link and the visitor say', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('home', 'signup', '__proto__', '//evil.test')),
        fc.oneof(fc.string({ unit: 'binary' }), fc.webQueryParameters()),
        fc.string(),
        (destination, query, code) => {
          const target = new URL(redirectTarget(ORIGIN, destinationOf(destination), query, code));
          expect(target.origin).toBe(ORIGIN);
          expect(target.searchParams.get('ref')).toBe(code.toWellFormed());
        },
      ),
      PROPERTY_RUNS,
    );
  });

  it('invariant 25: keeps the query and the fragment of the destination', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.webFragments(), fc.webQueryParameters(), (own, hash, query) => {
        const path = `/plans?${own}#${hash}`;
        const before = new URL(path, ORIGIN);
        const after = new URL(redirectTarget(ORIGIN, path, query, 'k7m2p9qx'));
        expect(after.hash).toBe(before.hash);
        for (const name of new Set(before.searchParams.keys()))
          if (name !== 'ref')
            expect(after.searchParams.getAll(name)).toEqual(before.searchParams.getAll(name));
      }),
      PROPERTY_RUNS,
    );
  });
});

describe('counting', () => {
  it('counts a person who follows a link', () => {
    expect(rejectionOf(person)).toBeUndefined();
    expect(rejectionOf({ ...person, headers: { 'user-agent': BROWSER } })).toBeUndefined();
  });

  it.each([
    ['HEAD', { ...person, method: 'HEAD' }, 'method'],
    ['a prefetch', withHeaders({ 'sec-purpose': 'prefetch;prerender' }), 'prefetch'],
    ['an older prefetch', withHeaders({ purpose: 'prefetch' }), 'prefetch'],
    ['an image', withHeaders({ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }), 'not_navigation'],
    ['a frame', withHeaders({ 'sec-fetch-dest': 'iframe' }), 'not_navigation'],
    ['nobody', withHeaders({ 'user-agent': ' ' }), 'no_user_agent'],
    ['no agent at all', withHeaders({ 'user-agent': undefined }), 'no_user_agent'],
    ['the partner', { ...person, own: true }, 'own_session'],
    ['who asks not to be followed', withHeaders({ 'sec-gpc': '1' }), 'no_consent'],
  ] as const)('does not count %s', (_what, visit, reason) => {
    expect(rejectionOf(visit)).toBe(reason);
  });

  it.each([
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Twitterbot/1.0',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
    'curl/8.5.0',
    'python-requests/2.31.0',
    'Mozilla/5.0 HeadlessChrome/120.0',
  ])('knows a program: %s', (agent) => {
    expect(rejectionOf(withHeaders({ 'user-agent': agent }))).toBe('bot');
  });

  it.each([
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36 Instagram 350.0.0.0',
    'Mozilla/5.0 (Linux; Android 13; CUBOT X50) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
  ])('knows a person: %s', (agent) => {
    expect(rejectionOf(withHeaders({ 'user-agent': agent }))).toBeUndefined();
  });

  it('invariant 26: what loads without a person is neither counted nor remembered', () => {
    const early = fc.constantFrom<Visit>(
      { ...person, method: 'HEAD' },
      withHeaders({ 'sec-purpose': 'prefetch' }),
      withHeaders({ 'x-moz': 'prefetch' }),
      withHeaders({ 'sec-fetch-dest': 'iframe' }),
    );
    fc.assert(
      fc.property(early, fc.dictionary(fc.string(), fc.string()), fc.boolean(), (visit, more, own) => {
        const noisy = { ...visit, own, headers: { ...more, ...visit.headers } };
        expect(rejectionOf(noisy)).toBeDefined();
        expect(isNavigation(noisy)).toBe(false);
      }),
      PROPERTY_RUNS,
    );
  });
});

describe('asking before anything is remembered', () => {
  const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const NO_COUNTRY = ['AP', 'EU', 'XX', 'ZZ'];
  const country = fc
    .tuple(letter, letter)
    .map((letters) => letters.join(''))
    .filter((code) => !NO_COUNTRY.includes(code));
  const countries = fc.uniqueArray(country, { minLength: 1, maxLength: 5 });
  const from = (header: string | string[] | undefined, places: readonly string[]) =>
    asksFirst({ 'x-country': header }, { in: places, countryHeader: 'x-country' });

  it('is done everywhere or nowhere, whatever the headers say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), country, (headers, code) => {
        const here = { ...headers, 'x-country': code };
        for (const countryHeader of [undefined, 'x-country']) {
          expect(asksFirst(here, { in: 'everywhere', countryHeader })).toBe(true);
          expect(asksFirst(here, { in: 'nowhere', countryHeader })).toBe(false);
        }
      }),
      PROPERTY_RUNS,
    );
  });

  it('is done in the countries of the list, and left out in the others alone', () => {
    fc.assert(
      fc.property(countries, country, (places, code) => {
        expect(from(code, places)).toBe(places.includes(code));
        expect(from(` ${code.toLowerCase()} `, places)).toBe(places.includes(code));
      }),
      PROPERTY_RUNS,
    );
  });

  it('is done where nobody knows the country', () => {
    const unknown = fc.oneof(
      fc.constantFrom(undefined, '', 'T1', 'A1', ['FR', 'FR'], ...NO_COUNTRY),
      fc.string().filter((text) => !/^[a-z]{2}$/i.test(text.trim())),
    );
    fc.assert(
      fc.property(countries, unknown, (places, header) => {
        expect(from(header, places)).toBe(true);
      }),
      PROPERTY_RUNS,
    );
    expect(asksFirst({ 'x-country': 'FR' }, { in: ['DE'], countryHeader: undefined })).toBe(true);
  });
});
