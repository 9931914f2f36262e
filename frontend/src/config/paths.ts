/** Every address of the app, written once. */
export const paths = {
  home: '/',
  login: '/login',
  signup: '/signup',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  verifyEmail: '/verify-email',
  acceptInvitation: '/accept-invitation',
  agents: '/dashboard',
  newAgent: '/dashboard/agents/new',
  agent: (id: string) => `/dashboard/agents/${id}`,
  calls: '/dashboard/calls',
  call: (id: string) => `/dashboard/calls/${id}`,
  settings: '/dashboard/settings',
} as const;

/** The login page that brings people back to where they were. */
export const loginPath = (next: string): string =>
  next === paths.agents ? paths.login : `${paths.login}?next=${encodeURIComponent(next)}`;

/** Where to go after signing in. Only paths of our own pages: `//host` and `/\host` would leave the site. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(dashboard|accept-invitation)([/?#]|$)/.test(next) ? next : paths.agents;
