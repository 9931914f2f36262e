import { Outlet } from '../../lib/router/outlet.js';
import { paths } from '../../config/paths.js';
import { Wordmark } from '../brand/orb-mark.js';
import { ThemeToggle } from '../ui/theme-toggle.js';

/** The quiet frame around everything that happens before one is signed in. */
export function AuthLayout() {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] bg-mist">
      <header className="flex items-center justify-between px-4 py-4 sm:px-8">
        <a href={paths.home} className="rounded-control">
          <Wordmark />
        </a>
        <ThemeToggle />
      </header>
      <main className="grid place-items-start justify-items-center px-4 pt-[8vh] pb-16">
        <div className="w-full max-w-104 rounded-card border border-line bg-paper p-6 sm:p-8">
          <Outlet />
        </div>
      </main>
    </div>
  );
}
