import type {
  AdminFlag,
  AdminPartner,
  AdminPayout,
  PartnerStatus,
  ReferralExportQuery,
} from '@orbisvoice/contracts';
import type { BadgeTone } from '../../../components/ui/badge.js';

interface Word {
  name: string;
  tone: BadgeTone;
}

export const PARTNER_STATES: Record<PartnerStatus, Word> = {
  email_pending: { name: 'Address open', tone: 'neutral' },
  review_pending: { name: 'To review', tone: 'warn' },
  active: { name: 'Active', tone: 'good' },
  suspended: { name: 'Suspended', tone: 'bad' },
  rejected: { name: 'Rejected', tone: 'neutral' },
  closed: { name: 'Closed', tone: 'neutral' },
};

type Decision = 'active' | 'suspended' | 'rejected' | 'closed';

/** Which decisions are open in which state, and how each is called there. */
export const DECISIONS: Record<PartnerStatus, readonly (readonly [Decision, string])[]> = {
  email_pending: [['closed', 'Close']],
  review_pending: [
    ['active', 'Approve'],
    ['rejected', 'Reject'],
  ],
  active: [
    ['suspended', 'Suspend'],
    ['closed', 'Close'],
  ],
  suspended: [
    ['active', 'Reinstate'],
    ['closed', 'Close'],
  ],
  rejected: [],
  closed: [],
};

export const PAYOUT_STATES: Record<AdminPayout['state'], Word> = {
  reserved: { name: 'To approve', tone: 'warn' },
  approved: { name: 'To pay', tone: 'warn' },
  sent: { name: 'On its way', tone: 'live' },
  paid: { name: 'Paid', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
  cancelled: { name: 'Cancelled', tone: 'neutral' },
  returned: { name: 'Returned', tone: 'bad' },
};

export const FLAG_STATES: Record<AdminFlag['state'], Word> = {
  open: { name: 'Open', tone: 'warn' },
  confirmed: { name: 'Confirmed', tone: 'bad' },
  dismissed: { name: 'Dismissed', tone: 'neutral' },
  expired: { name: 'Expired', tone: 'neutral' },
};

/** `same_device` → `Same device`. Rules are the engine's, and new ones need no new page. */
export const ruleName = (rule: string): string => {
  const words = rule.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const DATASETS: Record<ReferralExportQuery['dataset'], { name: string; text: string }> = {
  commissions: {
    name: 'Commissions',
    text: 'One row for each commission: what it is taken of, its terms and state.',
  },
  ledger: {
    name: 'Ledger',
    text: 'The journal: every entry with debit and credit account, reversals as rows of their own.',
  },
  payouts: {
    name: 'Payouts',
    text: 'One row for each payout with its parts, state and number of the transfer.',
  },
  partner_year: {
    name: 'Partners by year',
    text: 'What each partner was paid in each calendar year and currency, for taxes.',
  },
  ap_bills: {
    name: 'Bills to pay',
    text: 'Approved payouts in the shape that accounting programs import as bills.',
  },
};

export const PARTNER_KINDS: Record<AdminPartner['kind'], string> = {
  customer: 'Team member',
  affiliate: 'Affiliate',
};

/** Of team members and of those who are forgotten only the kind is known here; a name is in the file. */
export const partnerName = ({ displayName, kind }: Pick<AdminPartner, 'displayName' | 'kind'>): string =>
  displayName ?? PARTNER_KINDS[kind];
