import type { Directory, Link, Partner } from '../../src/modules/referrals/domain/directory.js';
import {
  DEFAULT_SETTINGS,
  type Terms,
  type TermsSettings,
} from '../../src/modules/referrals/domain/terms.js';

/** A small world of partners, teams and money, in which everything that the rules speak of happens often. */
export const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 1);
export const CURRENCIES = ['USD', 'JPY', 'KWD'] as const;

const KINDS = {
  user: '1',
  tenant: '2',
  partner: '3',
  link: '4',
  click: '5',
  payout: '6',
  flag: '7',
  operation: '8',
  call: '9',
};
/** A readable id: kind and number. */
export const idOf = (kind: keyof typeof KINDS, number: number): string =>
  `00000000-0000-7000-800${KINDS[kind]}-${number.toString(16).padStart(12, '0')}`;

const partner = (number: number, over: Partial<Partner> = {}): Partner => ({
  id: idOf('partner', number),
  userId: null,
  homeTenantId: null,
  emailKey: `partner-${number}`,
  statuses: [{ status: 'active', at: START - 400 * DAY }],
  ...over,
});
const customer = (number: number): Partner =>
  partner(number, {
    userId: idOf('user', number),
    homeTenantId: idOf('tenant', number),
    emailKey: `user-${number}`,
  });

/** Two customers who are teams of this world themselves, an affiliate, and one who is suspended for a while. */
export const PARTNERS: readonly Partner[] = [
  customer(0),
  customer(1),
  partner(2),
  partner(3, {
    statuses: [
      { status: 'active', at: START - 400 * DAY },
      { status: 'suspended', at: START + 20 * DAY },
      { status: 'active', at: START + 60 * DAY },
    ],
  }),
];
const link = (number: number, owner: number, retiredAt: number | null = null): Link => ({
  id: idOf('link', number),
  code: `code${number}`,
  partnerId: idOf('partner', owner),
  createdAt: START - 300 * DAY,
  retiredAt,
});
export const LINKS: readonly Link[] = [
  link(0, 0),
  link(1, 1),
  link(2, 2),
  link(3, 3),
  link(4, 2, START + 10 * DAY),
];

export const termsOf = (settings: Partial<TermsSettings> = {}, version = 1, effectiveFrom = 0): Terms => ({
  ...DEFAULT_SETTINGS,
  ...settings,
  version,
  effectiveFrom,
});
export const directoryOf = (terms: readonly Terms[] = [termsOf()]): Directory => ({
  partners: new Map(PARTNERS.map((one) => [one.id, one])),
  links: LINKS,
  terms,
});
