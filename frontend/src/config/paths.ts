/** Every address of the app, written once. */
export const paths = {
  /** A public page and no part of the application: it is linked to, not routed to. */
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
  agentVersions: (id: string) => `/dashboard/agents/${id}/versions`,
  tools: '/dashboard/tools',
  newTool: '/dashboard/tools/new',
  tool: (id: string) => `/dashboard/tools/${id}`,
  calls: '/dashboard/calls',
  call: (id: string) => `/dashboard/calls/${id}`,
  followUps: '/dashboard/follow-ups',
  analytics: '/dashboard/analytics',
  referrals: '/dashboard/referrals',
  settings: '/dashboard/settings',
  apiKeys: '/dashboard/settings/api-keys',
  embed: '/dashboard/settings/embed',
  webhooks: '/dashboard/settings/webhooks',
  webhook: (id: string) => `/dashboard/settings/webhooks/${id}`,
  sessions: '/dashboard/settings/sessions',
  retention: '/dashboard/settings/retention',
  privacy: '/dashboard/settings/privacy',
  auditLog: '/dashboard/settings/audit-log',
  billing: '/dashboard/settings/billing',
  referralOffice: '/dashboard/admin/referrals',
  /** A public page, too. */
  affiliates: '/affiliates',
  affiliateDashboard: '/affiliates/dashboard',
  affiliateLogin: '/affiliates/login',
} as const;

/** The login page that brings people back to where they were. */
export const loginPath = (next: string): string =>
  next === paths.agents ? paths.login : `${paths.login}?next=${encodeURIComponent(next)}`;

/** Where to go after signing in. Only paths of our own pages: `//host` and `/\host` would leave the site. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(dashboard|accept-invitation)([/?#]|$)/.test(next) ? next : paths.agents;
