import type { ReactNode } from 'react';
import { MainNav } from './main-nav.js';
import { MobileMenu } from './mobile-menu.js';

interface DashboardLayoutProps extends Record<'team' | 'search' | 'account' | 'children', ReactNode> {
  /** Which of the pages is open. */
  pathname: string;
  notice?: ReactNode;
}

/** A side of its own on wide screens, a bar with a drawer on narrow ones. */
export function DashboardLayout({ pathname, team, search, account, notice, children }: DashboardLayoutProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_1fr]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-control focus:bg-paper focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b border-line bg-mist px-2 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-0 lg:border-r lg:border-b-0 lg:p-3">
        <MobileMenu pathname={pathname} />
        <div className="min-w-0 flex-1 lg:flex-none">{team}</div>
        {search}
        <MainNav pathname={pathname} className="mt-4 hidden lg:block" />
        <div className="lg:mt-auto">{account}</div>
      </header>
      <div className="min-w-0">
        {notice}
        <main
          id="main"
          tabIndex={-1}
          className="outline-none mx-auto w-full max-w-6xl px-4 py-6 sm:px-8 lg:py-9"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
