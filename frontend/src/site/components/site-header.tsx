import { Wordmark } from '../../components/brand/orb-mark.js';
import { buttonClass } from '../../components/ui/button.js';
import { cx } from '../../lib/cx.js';
import { NAVIGATION, places } from '../lib/places.js';
import { ThemeButton } from './theme-button.js';

export function SiteHeader({ path }: { path: string }) {
  return (
    <header className="site-header">
      <div
        className={cx(
          'mx-auto flex h-16 items-center gap-3 px-4 sm:px-8',
          path.startsWith(places.docs) ? 'max-w-7xl' : 'max-w-6xl',
        )}
      >
        <a href={places.home} className="inline-flex rounded-control" aria-label="OrbisVoice, home">
          <Wordmark />
        </a>
        <nav aria-label="Main" className="ml-6 hidden items-center gap-1 md:flex">
          <Links path={path} />
        </nav>
        <div className="ml-auto flex items-center gap-1 sm:gap-2">
          <ThemeButton />
          <a href={places.login} className={cx(buttonClass('quiet'), 'max-sm:hidden')}>
            Log in
          </a>
          <a href={places.signup} className={buttonClass('primary')}>
            Sign up
          </a>
          <details className="site-menu md:hidden">
            <summary aria-label="Menu" className={cx(buttonClass('quiet'), 'px-2.5')}>
              <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
                <path d="M2 5.5h14M2 12.5h14" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
              </svg>
            </summary>
            <nav
              aria-label="Main, small"
              className="absolute inset-x-0 top-16 grid gap-1 border-b border-line bg-paper p-4 shadow-lg"
            >
              <Links path={path} />
              <a href={places.login} className={cx(LINK, 'sm:hidden')}>
                Log in
              </a>
            </nav>
          </details>
        </div>
      </div>
    </header>
  );
}

const LINK =
  'rounded-control px-3 py-2 text-sm text-dim hover:bg-mist hover:text-ink aria-[current]:text-ink';

const Links = ({ path }: { path: string }) =>
  NAVIGATION.map(([href, name]) => (
    <a
      key={href}
      href={href}
      className={LINK}
      aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}
    >
      {name}
    </a>
  ));
