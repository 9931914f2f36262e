import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { AudioLines, PhoneCall, Settings } from 'lucide-react';
import { paths } from '../../config/paths.js';
import { cx } from '../../lib/cx.js';
import { Wordmark } from '../brand/orb-mark.js';

const PAGES = [
  { to: paths.agents, text: 'Agents', Icon: AudioLines },
  { to: paths.calls, text: 'Calls', Icon: PhoneCall },
  { to: paths.settings, text: 'Settings', Icon: Settings },
] as const;

interface DashboardLayoutProps {
  /** Which of the pages is open. */
  pathname: string;
  account: ReactNode;
  notice?: ReactNode;
  children: ReactNode;
}

/** Agents live at the dashboard's root, so a plain prefix test would light them up on every page. */
const isOpen = (to: string, pathname: string): boolean =>
  to === paths.agents ? pathname === to || pathname.startsWith(`${to}/agents`) : pathname.startsWith(to);

export function DashboardLayout({ pathname, account, notice, children }: DashboardLayoutProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_1fr]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-control focus:bg-paper focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <aside className="flex flex-wrap items-center gap-x-4 border-b border-line bg-mist px-4 pt-3 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:border-r lg:border-b-0 lg:px-3 lg:py-4">
        <Link to={paths.agents} className="rounded-control lg:px-2">
          <Wordmark />
        </Link>
        <nav
          aria-label="Main"
          className="order-3 -mx-1 mt-2 flex basis-full gap-1 lg:order-none lg:mx-0 lg:mt-5 lg:basis-auto lg:flex-col"
        >
          {PAGES.map(({ to, text, Icon }) => {
            const open = isOpen(to, pathname);
            return (
              <NavLink
                key={to}
                to={to}
                end
                aria-current={open ? 'page' : undefined}
                className={cx(
                  'flex items-center gap-2.5 border-b-2 px-2.5 py-2 text-sm font-medium lg:rounded-control lg:border-0',
                  open
                    ? 'border-orbis text-ink lg:bg-line/60'
                    : 'border-transparent text-dim hover:text-ink lg:hover:bg-line/40',
                )}
              >
                <Icon size={17} aria-hidden="true" className={open ? 'text-orbis' : ''} />
                {text}
              </NavLink>
            );
          })}
        </nav>
        <div className="ml-auto lg:mt-auto lg:ml-0">{account}</div>
      </aside>
      <div className="min-w-0">
        {notice}
        <main id="main" className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-8 lg:py-9">
          {children}
        </main>
      </div>
    </div>
  );
}
