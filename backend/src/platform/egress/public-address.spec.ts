import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './public-address.js';

/** Networks that no tool may reach, as `[first bytes, prefix length]`. */
const CLOSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

const toNumber = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const toText = (value: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const hex = (value: number) => `${Math.floor(value / 65_536).toString(16)}:${(value % 65_536).toString(16)}`;

/** The same numbers in every run, so that a failure can be looked at. */
function* numbers(count: number): Generator<number> {
  let state = 20_261_122;
  for (let index = 0; index < count; index++) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state;
  }
}

const insideClosed = (value: number) =>
  CLOSED_V4.some((network) => {
    const [base = '', bits = ''] = network.split('/');
    const size = 2 ** (32 - Number(bits));
    return Math.floor(value / size) === Math.floor(toNumber(base) / size);
  });

describe.each(CLOSED_V4)('%s', (network) => {
  const [base = '', bits = ''] = network.split('/');
  const first = toNumber(base);
  const size = 2 ** (32 - Number(bits));
  const members = [first, first + size - 1, ...[...numbers(50)].map((value) => first + (value % size))];

  it('is closed, at both ends and in between, however it is written', () => {
    const texts = members.flatMap((member) => [
      toText(member),
      `::ffff:${toText(member)}`,
      `::ffff:${hex(member)}`,
      `::${hex(member)}`,
      `64:ff9b::${hex(member)}`,
      `2002:${hex(member)}::1`,
    ]);
    expect(texts.filter((text) => isPublicAddress(text))).toEqual([]);
  });
});

it('lets every other unicast IPv4 address pass, bare and inside IPv6', () => {
  // Relay anycast, AS112 and deprecated 6to4 addresses are reserved as well.
  const others = [...numbers(5_000)]
    .filter((value) => !insideClosed(value))
    .map(toText)
    .filter((text) => !/^192\.(88\.99|31\.196|52\.193|175\.48)\./.test(text));
  expect(others.length).toBeGreaterThan(3_000);
  expect(others.filter((text) => !isPublicAddress(text))).toEqual([]);
  expect(others.filter((text) => !isPublicAddress(`::ffff:${text}`))).toEqual([]);
});

it.each([
  '::',
  '::1',
  '::7f00:1',
  '::ffff:0:7f00:1',
  '64:ff9b:1::1',
  '2001::1',
  '2001:db8::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '100::1',
  '3fff::1',
  '5f00::1',
  '4000::1',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '',
  'localhost',
  'not an address',
])('refuses %j', (text) => {
  expect(isPublicAddress(text)).toBe(false);
});

it('lets addresses of the public IPv6 internet pass, but not this machine’s own', () => {
  expect(isPublicAddress('2606:4700::1111')).toBe(true);
  expect(isPublicAddress('2606:4700::1111', new Set(['2606:4700::1111']))).toBe(false);
  expect(isPublicAddress('::ffff:1.1.1.1', new Set(['1.1.1.1']))).toBe(false);
});
