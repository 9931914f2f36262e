import { AudioLines, ChartColumn, Gift, ListChecks, PhoneCall, Settings, Wrench } from 'lucide-react';
import { paths } from '../../config/paths.js';
import { cx } from '../../lib/cx.js';
import { Link } from '../../lib/router/link.js';

/** What the team works on first; what it looks after apart from that. */
const GROUPS = [
  [
    { to: paths.agents, text: 'Agents', Icon: AudioLines },
    { to: paths.tools, text: 'Tools', Icon: Wrench },
    { to: paths.calls, text: 'Calls', Icon: PhoneCall },
    { to: paths.followUps, text: 'Follow-ups', Icon: ListChecks },
    { to: paths.analytics, text: 'Analytics', Icon: ChartColumn },
  ],
  [
    { to: paths.referrals, text: 'Referrals', Icon: Gift },
    { to: paths.settings, text: 'Settings', Icon: Settings },
  ],
] as const;

/** Agents live at the dashboard's root, so a plain prefix test would light them up on every page. */
const isOpen = (to: string, pathname: string): boolean =>
  to === paths.agents ? pathname === to || pathname.startsWith(`${to}/agents`) : pathname.startsWith(to);

interface MainNavProps {
  /** Which of the pages is open. */
  pathname: string;
  /** A page was chosen. */
  onChoose?: () => void;
  className?: string;
}

export function MainNav({ pathname, onChoose, className }: MainNavProps) {
  return (
    <nav aria-label="Main" className={className}>
      {GROUPS.map((pages) => (
        <ul
          key={pages[0].to}
          className="grid gap-0.5 not-first:mt-3 not-first:border-t not-first:border-line not-first:pt-3"
        >
          {pages.map(({ to, text, Icon }) => {
            const open = isOpen(to, pathname);
            return (
              <li key={to}>
                <Link
                  to={to}
                  onClick={onChoose}
                  aria-current={open ? 'page' : undefined}
                  className={cx(
                    'flex items-center gap-2.5 rounded-control px-2.5 py-2.5 text-sm font-medium lg:py-1.5',
                    open ? 'bg-line/60 text-ink' : 'text-dim hover:bg-line/40 hover:text-ink',
                  )}
                >
                  <Icon size={17} aria-hidden="true" className={open ? 'text-orbis' : undefined} />
                  {text}
                </Link>
              </li>
            );
          })}
        </ul>
      ))}
    </nav>
  );
}
