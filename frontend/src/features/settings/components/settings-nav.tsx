import { paths } from '../../../config/paths.js';
import { cx } from '../../../lib/cx.js';
import { Link } from '../../../lib/router/link.js';
import { useOpenInSight } from '../../../lib/use-open-in-sight.js';

const PAGES = [
  { to: paths.settings, text: 'Team' },
  { to: paths.apiKeys, text: 'API keys', managers: true },
  { to: paths.embed, text: 'Embed' },
  { to: paths.webhooks, text: 'Webhooks', managers: true },
  { to: paths.retention, text: 'Data retention' },
  { to: paths.privacy, text: 'Privacy', managers: true },
  { to: paths.auditLog, text: 'Audit log', managers: true },
  { to: paths.billing, text: 'Plan and usage', managers: true },
  { to: paths.sessions, text: 'Signed-in devices' },
] as const;

const isOpen = (to: string, pathname: string): boolean =>
  to === paths.settings ? pathname === to : pathname.startsWith(to);

/** The pages of the settings: a row that scrolls on narrow screens, a column on wide ones. */
export function SettingsNav({ pathname, manages }: { pathname: string; manages: boolean }) {
  const row = useOpenInSight(pathname);
  return (
    <nav
      ref={row}
      aria-label="Settings"
      className="relative -mx-4 overflow-x-auto border-b border-line px-4 sm:-mx-8 sm:px-8 lg:mx-0 lg:border-0 lg:px-0"
    >
      <ul className="flex gap-1 lg:grid lg:gap-0.5">
        {PAGES.filter((page) => manages || !('managers' in page)).map(({ to, text }) => {
          const here = isOpen(to, pathname);
          return (
            <li key={to}>
              <Link
                to={to}
                aria-current={here ? 'page' : undefined}
                className={cx(
                  'block border-b-2 px-2.5 py-2 text-sm font-medium whitespace-nowrap lg:rounded-control lg:border-0 lg:py-1.5',
                  here
                    ? 'border-orbis text-ink lg:bg-mist'
                    : 'border-transparent text-dim hover:text-ink lg:hover:bg-mist',
                )}
              >
                {text}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
