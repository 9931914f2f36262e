import { z } from 'zod';

// How the text of a variable is read. Messages say what it must be, and never what it is.

export const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    );
export const origin = url('http', 'https')
  .refine((value) => new URL(value).pathname === '/' && !new URL(value).search, 'must not have a path')
  .transform((value) => new URL(value).origin);
export const port = z.coerce.number('must be a port number').int().min(0).max(65_535);
export const flag = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((value) => value === 'true' || value === '1');
const WEBHOOK_SECRET = /^(billing|payouts|referrals)\/([a-z0-9-]{1,40})=(\S{16,200})$/;
/** Of Standard Webhooks; Stripe's secrets look alike and are used as they stand, so only theirs are not decoded. */
const STANDARD_SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
export const webhookSecrets = z
  .string()
  .transform((value) =>
    value.split(',').flatMap((part) => (part.trim() ? [WEBHOOK_SECRET.exec(part.trim())] : [])),
  )
  .refine(
    (all) => all.every((match) => match && (match[2] === 'stripe' || STANDARD_SECRET.test(match[3] ?? ''))),
    'must be a list of receiver/source=secret, such as billing/acme=whsec_…',
  )
  .transform((all) =>
    all.flatMap((match) =>
      match ? [{ receiver: match[1] ?? '', source: match[2] ?? '', secret: match[3] ?? '' }] : [],
    ),
  );
export const referralAccounts = z
  .string()
  .transform((value) =>
    Object.fromEntries(value.split(',').map((part) => part.split('=').map((word) => word.trim()))),
  )
  .pipe(z.object({ expense: z.string().min(1), payable: z.string().min(1), transit: z.string().min(1) }));
/** Written by people who mean a country, and never said by a proxy: whoever is there would not be asked. */
const NO_COUNTRY = new Set(['EU', 'UK']);
/** Everywhere, nowhere, or some countries in capital letters. */
export const places = z.string().transform((value, context): 'everywhere' | 'nowhere' | readonly string[] => {
  const word = value.toLowerCase();
  if (word === 'everywhere' || word === 'nowhere') return word;
  const countries = value.split(',').map((part) => part.trim().toUpperCase());
  if (countries.every((code) => /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code))) return countries;
  context.addIssue({
    code: 'custom',
    message:
      'must be everywhere, nowhere or a list of ISO 3166 countries (GB and not UK, each country of the EU by itself)',
  });
  return z.NEVER;
});
/** As the W3C's baggage: names of HTTP fields, values percent-encoded. */
export const headers = z
  .string()
  .transform((value) =>
    value.split(',').flatMap((part) => (part.trim() ? [part.trim().split(/=(.*)/s, 2)] : [])),
  )
  .refine(
    (pairs) =>
      pairs.every(
        ([name = '', value]) => /^[\w-]+$/.test(name) && /^([!-$&-~]|%[\da-f]{2})*$/i.test(value ?? ' '),
      ),
    'must be a list of name=value, values percent-encoded',
  )
  .transform((pairs) =>
    Object.fromEntries(pairs.map(([name = '', value = '']) => [name, decodeURIComponent(value)])),
  );
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
