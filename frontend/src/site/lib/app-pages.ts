/** A page of the single-page application: the build gives each its own head, so that shared links say what they are. */
export interface AppPage {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly listed?: boolean;
  /** Everything below the address belongs to the application, too. */
  readonly deep?: boolean;
}

const PRIVATE = 'A page for people who are signed in to OrbisVoice, or were sent a link to it by mail.';
const AFFILIATE = 'A page for affiliates of OrbisVoice, who sign in by a link that we mail them.';

/** Every address at the root of `app/router.tsx`; a test holds the two together. */
export const APP_PAGES: readonly AppPage[] = [
  {
    path: '/login',
    title: 'Log in',
    description: 'Log in to your OrbisVoice dashboard: agents, calls, transcripts and settings of your team.',
    listed: true,
  },
  {
    path: '/signup',
    title: 'Sign up',
    description:
      'Make a team and its first voice agent, talk with it, and put it on your website with one script tag.',
    listed: true,
  },
  { path: '/verify-email', title: 'Verify your address', description: PRIVATE },
  { path: '/forgot-password', title: 'Forgot password', description: PRIVATE },
  { path: '/reset-password', title: 'New password', description: PRIVATE },
  { path: '/accept-invitation', title: 'Invitation', description: PRIVATE },
  { path: '/affiliates/login', title: 'Affiliate sign-in', description: AFFILIATE },
  { path: '/affiliates/enter', title: 'Confirm your address', description: AFFILIATE },
  { path: '/affiliates/payout-method', title: 'Confirm your payout method', description: AFFILIATE },
  { path: '/affiliates/dashboard', title: 'Affiliate dashboard', description: AFFILIATE },
  { path: '/dashboard', title: 'Dashboard', description: PRIVATE, deep: true },
];
