import type { Section } from './terms-document.js';

/** Words of one mail to a partner; how it looks is the brand's matter. */
export interface PartnerMail {
  readonly template: string;
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** A page of ours, by its path. */
  readonly action?: { readonly label: string; readonly path: string };
  readonly footnote: string;
}

const NOT_YOU = 'If you did not ask for this, ignore the mail: nothing happens without the link.';
const SENT_ONCE = 'You get this mail because you take part in the referral programme of OrbisVoice.';
const overview = (kind: 'customer' | 'affiliate') =>
  kind === 'customer' ? '/dashboard/referrals' : '/affiliates/dashboard';

export const PARTNER_MAILS = {
  verifyAddress: ({ token, hours }: { token: string; hours: number }): PartnerMail => ({
    template: 'affiliate-verify',
    subject: 'Confirm your address for the affiliate programme',
    heading: 'Confirm your address',
    paragraphs: [
      'Thank you for wanting to recommend OrbisVoice. Confirm that this address is yours to go on.',
    ],
    action: { label: 'Confirm and go on', path: `/affiliates/enter?token=${token}` },
    footnote: `The link works once, for ${hours} hours. ${NOT_YOU}`,
  }),
  signIn: ({ token, minutes }: { token: string; minutes: number }): PartnerMail => ({
    template: 'affiliate-sign-in',
    subject: 'Your link to the affiliate dashboard',
    heading: 'Open your affiliate dashboard',
    paragraphs: ['Affiliates sign in by mail, so there is no password that somebody could guess.'],
    action: { label: 'Sign in', path: `/affiliates/enter?token=${token}` },
    footnote: `The link works once, for ${minutes} minutes. ${NOT_YOU}`,
  }),
  alreadyCustomer: (): PartnerMail => ({
    template: 'affiliate-known-customer',
    subject: 'You already have a referral link',
    heading: 'You already have a referral link',
    paragraphs: [
      'Somebody, hopefully you, asked to join the affiliate programme with your address. Your account has a referral link already, and everything that affiliates have.',
    ],
    action: { label: 'Open your referrals', path: '/dashboard/referrals' },
    footnote: 'If it was not you, there is nothing to do.',
  }),
  applicationReceived: ({ name }: { name: string }): PartnerMail => ({
    template: 'affiliate-received',
    subject: 'We have your application',
    heading: 'We have your application',
    paragraphs: [
      `Hello ${name}, your address is confirmed and a person will read what you wrote. You may agree to the terms and add where to be paid while you wait.`,
    ],
    action: { label: 'See the state of it', path: '/affiliates/dashboard' },
    footnote: SENT_ONCE,
  }),
  approved: ({ name }: { name: string }): PartnerMail => ({
    template: 'affiliate-approved',
    subject: 'Welcome to the affiliate programme',
    heading: `Welcome, ${name}`,
    paragraphs: ['Your application was approved, and your link works from now on.'],
    action: { label: 'Get your link', path: '/affiliates/dashboard' },
    footnote: SENT_ONCE,
  }),
  rejected: ({ name }: { name: string }): PartnerMail => ({
    template: 'affiliate-rejected',
    subject: 'Your application to the affiliate programme',
    heading: 'We cannot take you on',
    paragraphs: [
      `Hello ${name}, we read your application and decided against it. Anybody may still use OrbisVoice and refer others from an account of their own.`,
    ],
    footnote: SENT_ONCE,
  }),
  suspended: ({ name, kind }: Named): PartnerMail => ({
    template: 'partner-suspended',
    subject: 'Your referral account is suspended',
    heading: 'Your referral account is suspended',
    paragraphs: [
      `Hello ${name}, your links bring nobody new for now and nothing is paid out while we look into something. What you earned stays in your account.`,
      'Answer this mail if you want to say something about it.',
    ],
    action: { label: 'See your account', path: overview(kind) },
    footnote: SENT_ONCE,
  }),
  termsChanged: ({
    kind,
    from,
    sections,
  }: {
    kind: Named['kind'];
    from: string;
    sections: readonly Section[];
  }): PartnerMail => ({
    template: 'referral-terms-changed',
    subject: 'New terms of the referral programme',
    heading: `New terms from ${from}`,
    paragraphs: [
      'They change nothing about what was earned before. Agree to them before your next payout. In short:',
      ...(sections[0]?.paragraphs ?? []),
    ],
    action: { label: 'Read and agree', path: overview(kind) },
    footnote: SENT_ONCE,
  }),
  firstReferral: ({ kind }: Pick<Named, 'kind'>): PartnerMail => ({
    template: 'first-referral',
    subject: 'Your first referral has signed up',
    heading: 'Somebody signed up by your link',
    paragraphs: [
      'The first team that you referred has just signed up. The reward follows as soon as the terms say so, and you can watch it come.',
    ],
    action: { label: 'See your referrals', path: overview(kind) },
    footnote: 'We send this once. Later referrals are summed up when money becomes available.',
  }),
  available: ({ kind, amounts }: { kind: Named['kind']; amounts: readonly string[] }): PartnerMail => ({
    template: 'commission-available',
    subject: `${amounts.join(' and ')} can be paid out`,
    heading: 'Commission has become available',
    paragraphs: [`The hold is over: ${amounts.join(' and ')} can be paid out to you now, if you ask for it.`],
    action: { label: 'Ask for a payout', path: overview(kind) },
    footnote: 'A summary, at most once a week.',
  }),
  payoutReserved: ({ kind, amount }: Paid): PartnerMail => ({
    template: 'payout-reserved',
    subject: `Your payout of ${amount} is under way`,
    heading: `${amount} set aside for you`,
    paragraphs: ['We have your request. A person approves each payout, then it is sent.'],
    action: { label: 'See its state', path: overview(kind) },
    footnote: 'If you did not ask for a payout, answer this mail at once.',
  }),
  payoutPaid: ({ kind, amount, reference }: Paid & { reference: string | null }): PartnerMail => ({
    template: 'payout-paid',
    subject: `${amount} was paid to you`,
    heading: `${amount} was paid to you`,
    paragraphs: [
      reference === null
        ? 'Your bank may take some days to show it.'
        : `The number of the transfer is ${reference}. Your bank may take some days to show it.`,
    ],
    action: { label: 'See your payouts', path: overview(kind) },
    footnote: SENT_ONCE,
  }),
  payoutFailed: ({ kind, amount }: Paid): PartnerMail => ({
    template: 'payout-failed',
    subject: `Your payout of ${amount} did not go through`,
    heading: 'A payout did not go through',
    paragraphs: [
      `${amount} are back in your account. Look whether your payout method is right, and ask again.`,
    ],
    action: { label: 'Look at it', path: overview(kind) },
    footnote: SENT_ONCE,
  }),
  confirmMethod: ({ token, hint, hours }: { token: string; hint: string; hours: number }): PartnerMail => ({
    template: 'payout-method-confirm',
    subject: 'Confirm where you want to be paid',
    heading: 'Confirm your payout method',
    paragraphs: [`From now on you want to be paid to ${hint}. Confirm that it was you who set this.`],
    action: { label: 'Confirm it', path: `/affiliates/payout-method?token=${token}` },
    footnote: `The link works once, for ${hours} hours. If it was not you, do not confirm, and answer this mail.`,
  }),
  methodChanged: ({ hint }: { hint: string }): PartnerMail => ({
    template: 'payout-method-changed',
    subject: 'Your payout method was changed',
    heading: 'Your payout method was changed',
    paragraphs: [
      `The payout method of your referral account is now ${hint}. For your safety nothing is paid to it for seven days.`,
    ],
    footnote: 'If it was not you, answer this mail at once.',
  }),
} as const;

interface Named {
  readonly name: string;
  readonly kind: 'customer' | 'affiliate';
}
interface Paid {
  readonly kind: Named['kind'];
  readonly amount: string;
}
