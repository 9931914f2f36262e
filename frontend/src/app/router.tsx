import type { RouteSpec } from '../lib/router/match-routes.js';

/**
 * Every page is its own chunk; the first visit loads only what it shows. The first that fits is taken. An address at the
 * root stands in `site/lib/app-pages.ts` as well, from which the build makes its document; every other one is a public
 * page.
 */
export const ROUTES: readonly RouteSpec[] = [
  {
    lazy: () => import('./routes/auth/layout.js'),
    children: [
      { path: '/login', lazy: () => import('./routes/auth/login.js') },
      { path: '/signup', lazy: () => import('./routes/auth/signup.js') },
      { path: '/verify-email', lazy: () => import('./routes/auth/verify-email.js') },
      { path: '/forgot-password', lazy: () => import('./routes/auth/forgot-password.js') },
      { path: '/reset-password', lazy: () => import('./routes/auth/reset-password.js') },
      { path: '/accept-invitation', lazy: () => import('./routes/auth/accept-invitation.js') },
      { path: '/affiliates/login', lazy: () => import('./routes/affiliates/login.js') },
      { path: '/affiliates/enter', lazy: () => import('./routes/affiliates/enter.js') },
      { path: '/affiliates/payout-method', lazy: () => import('./routes/affiliates/payout-method.js') },
    ],
  },
  { path: '/affiliates/dashboard', lazy: () => import('./routes/affiliates/dashboard.js') },
  {
    path: '/dashboard',
    lazy: () => import('./routes/dashboard/layout.js'),
    children: [
      { path: '', lazy: () => import('./routes/dashboard/agents.js') },
      { path: 'agents/new', lazy: () => import('./routes/dashboard/new-agent.js') },
      { path: 'agents/:id', lazy: () => import('./routes/dashboard/agent.js') },
      { path: 'agents/:id/versions', lazy: () => import('./routes/dashboard/agent-versions.js') },
      { path: 'tools', lazy: () => import('./routes/dashboard/tools.js') },
      { path: 'tools/new', lazy: () => import('./routes/dashboard/new-tool.js') },
      { path: 'tools/:id', lazy: () => import('./routes/dashboard/tool.js') },
      { path: 'calls', lazy: () => import('./routes/dashboard/calls.js') },
      { path: 'calls/:id', lazy: () => import('./routes/dashboard/call.js') },
      { path: 'follow-ups', lazy: () => import('./routes/dashboard/follow-ups.js') },
      { path: 'analytics', lazy: () => import('./routes/dashboard/analytics.js') },
      { path: 'referrals', lazy: () => import('./routes/dashboard/referrals.js') },
      { path: 'admin/referrals', lazy: () => import('./routes/dashboard/referral-office.js') },
      {
        path: 'settings',
        lazy: () => import('./routes/dashboard/settings/layout.js'),
        children: [
          { path: '', lazy: () => import('./routes/dashboard/settings/team.js') },
          { path: 'api-keys', lazy: () => import('./routes/dashboard/settings/api-keys.js') },
          { path: 'webhooks', lazy: () => import('./routes/dashboard/settings/webhooks.js') },
          { path: 'webhooks/:id', lazy: () => import('./routes/dashboard/settings/webhook.js') },
          { path: 'sessions', lazy: () => import('./routes/dashboard/settings/sessions.js') },
          { path: 'retention', lazy: () => import('./routes/dashboard/settings/retention.js') },
          { path: 'privacy', lazy: () => import('./routes/dashboard/settings/privacy.js') },
          { path: 'embed', lazy: () => import('./routes/dashboard/settings/embed.js') },
          { path: 'billing', lazy: () => import('./routes/dashboard/settings/billing.js') },
          { path: 'audit-log', lazy: () => import('./routes/dashboard/settings/audit-log.js') },
          { path: '*', lazy: () => import('./routes/dashboard/not-found.js') },
        ],
      },
      { path: '*', lazy: () => import('./routes/dashboard/not-found.js') },
    ],
  },
  { path: '*', lazy: () => import('./routes/not-found.js') },
];
