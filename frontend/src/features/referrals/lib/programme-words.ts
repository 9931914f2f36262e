import type { EarningsLine, PartnerStatus, ReferralPayout, ReferredTeam } from '@orbisvoice/contracts';
import type { BadgeTone } from '../../../components/ui/badge.js';
import { formatMoney } from '../../../lib/format.js';
import { percentOf, times } from '@orbisvoice/contracts/words';

const LINE_NAMES: Record<EarningsLine['kind'], string> = {
  signup: 'Sign-up rewards',
  activation: 'Activation bonuses',
  sale: 'Share of sales',
  adjustment: 'Adjustments by hand',
};

/** One line of the formula: what it is, and how its amount comes about. */
export function lineWords({ kind, count, unit, rateBps, base }: EarningsLine): { name: string; sum: string } {
  const name = LINE_NAMES[kind];
  if (rateBps !== null && base)
    return { name, sum: `${percentOf(rateBps)} of ${formatMoney(base)} from ${times(count, 'invoice')}` };
  if (unit) return { name, sum: `${count.toLocaleString('en')} × ${formatMoney(unit)}` };
  return { name, sum: times(count, 'entry', 'entries') };
}

export const PAYOUT_WORDS: Record<ReferralPayout['state'], { name: string; tone: BadgeTone; text: string }> =
  {
    reserved: { name: 'Requested', tone: 'live', text: 'Set aside for you. A person approves it next.' },
    approved: { name: 'Approved', tone: 'live', text: 'Approved, and about to be sent.' },
    sent: { name: 'Sent', tone: 'live', text: 'On its way to you.' },
    paid: { name: 'Paid', tone: 'good', text: 'Paid. Banks may take some days to show it.' },
    failed: {
      name: 'Failed',
      tone: 'bad',
      text: 'It did not go through. The money is back in your account.',
    },
    cancelled: { name: 'Cancelled', tone: 'neutral', text: 'Not sent. The money is back in your account.' },
    returned: {
      name: 'Returned',
      tone: 'warn',
      text: 'Your bank sent it back. The money is in your account again.',
    },
  };

/** On the way: until it ends, no other one in its currency can begin. */
export const isOpenPayout = ({ state }: Pick<ReferralPayout, 'state'>): boolean =>
  state === 'reserved' || state === 'approved' || state === 'sent';

export const CHANNEL_WORDS: Record<ReferredTeam['channel'], string> = {
  code: 'typed your code',
  param: 'came by your link',
  cookie: 'came by your link',
  manual: 'assigned by hand',
};

export const STATUS_WORDS: Record<PartnerStatus, { name: string; tone: BadgeTone; text: string }> = {
  email_pending: {
    name: 'Address not confirmed',
    tone: 'warn',
    text: 'Open the link in the mail that we sent you.',
  },
  review_pending: {
    name: 'In review',
    tone: 'warn',
    text: 'A person reads your application. Agree to the terms and add a payout method while you wait; your links bring people once you are approved.',
  },
  active: { name: 'Active', tone: 'good', text: 'Your links work.' },
  suspended: {
    name: 'Suspended',
    tone: 'bad',
    text: 'Your links bring nobody new for now and nothing is paid out while we look into something. What you earned stays in your account.',
  },
  rejected: {
    name: 'Not taken on',
    tone: 'neutral',
    text: 'We read your application and decided against it. Anybody may still refer others from an account of their own.',
  },
  closed: {
    name: 'Closed',
    tone: 'neutral',
    text: 'This account is closed. Its links bring nobody any more.',
  },
};
