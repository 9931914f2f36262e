// @ts-check
/** What `look-at-pages.mjs` looks at. */

export const PUBLIC = [
  ...['/', '/features', '/pricing', '/affiliates', '/nothing'],
  ...['', '/safe-embedding', '/latency-a-caller-hears', '/how-attribution-is-counted'].map(
    (article) => `/blog${article}`,
  ),
  ...['', '/embed', '/tutorial', '/configuration', '/voice-protocol', '/figures'].map(
    (page) => `/docs${page}`,
  ),
  ...['/login', '/signup', '/forgot-password', '/reset-password?token=x', '/verify-email?token=x'],
  ...['/accept-invitation?token=x', '/affiliates/login', '/affiliates/enter?token=x'],
];

const SETTINGS = [
  ...[
    '',
    '/api-keys',
    '/embed',
    '/webhooks',
    '/retention',
    '/audit-log',
    '/billing',
    '/sessions',
    '/privacy',
  ],
].map((page) => `/settings${page}`);
const OFFICE = [
  ...['cohorts', 'partners', 'payouts', 'flags', 'conflicts', 'corrections', 'exports', 'mirror', 'terms'],
].map((view) => `/admin/referrals?view=${view}`);

export const DASHBOARD = [
  ...['', '/agents/new', '/agents/{agent}', '/agents/{agent}/versions'],
  ...['/tools', '/tools/new', '/tools/{tool}', '/follow-ups'],
  ...['/calls', '/calls?q=zebra', '/calls/{call}', '/analytics', '/referrals', '/nothing'],
  ...[...SETTINGS, '/settings/webhooks/{webhook}', ...OFFICE],
].map((path) => `/dashboard${path}`);

/** Nothing has been made, called or earned. */
export const NEWCOMER = [
  ...['', '/tools', '/calls', '/follow-ups', '/analytics', '/referrals', ...SETTINGS],
].map((path) => `/dashboard${path}`);

/**
 * What only shows after a hand was laid on it.
 * @type {readonly { name: string, path: string, open: (page: import('playwright-core').Page) => Promise<unknown> }[]}
 */
export const OPENED = [
  { name: 'palette', path: '/dashboard', open: (page) => page.keyboard.press('Control+k') },
  {
    name: 'palette-found',
    path: '/dashboard',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('lumen');
    },
  },
  {
    name: 'export-everything',
    path: '/dashboard/settings/privacy',
    open: (page) => page.getByRole('button', { name: 'Export everything' }).click(),
  },
  {
    name: 'new-key',
    path: '/dashboard/settings/api-keys',
    open: (page) => page.getByRole('button', { name: 'New key' }).first().click(),
  },
  {
    name: 'new-endpoint',
    path: '/dashboard/settings/webhooks',
    open: (page) => page.getByRole('button', { name: 'New endpoint' }).first().click(),
  },
  {
    name: 'toast',
    path: '/dashboard/settings',
    open: async (page) => {
      const name = page.getByLabel('Name', { exact: true });
      await name.fill(`${await name.inputValue()} `);
      await page.getByRole('button', { name: 'Save' }).first().click();
      await page.getByRole('status').getByText('Team saved.').waitFor();
    },
  },
  {
    name: 'unread',
    path: '/dashboard/calls',
    open: async (page) => {
      await page.route('**/calls?*', (route) => route.abort());
      await page.reload();
      await page.getByRole('alert').waitFor({ timeout: 20_000 });
      await page.unrouteAll();
    },
  },
  {
    name: 'call-under-way',
    path: '/dashboard/agents/{agent}',
    open: async (page) => {
      await page.getByRole('button', { name: 'Start call' }).click();
      await page.getByRole('log', { name: 'Captions' }).waitFor();
    },
  },
];
