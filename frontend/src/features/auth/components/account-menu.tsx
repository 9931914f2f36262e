import type { Me } from '@orbisvoice/contracts';
import { ChevronsUpDown, LogOut } from 'lucide-react';
import { useId } from 'react';
import { THEMES, setTheme, useTheme, type Theme } from '../../../lib/theme.js';

const THEME_NAMES: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/**
 * Who is signed in, the theme, and the way out. The platform's popover closes on Escape and outside presses and hands
 * focus back; a menu library would have cost every page 30 KB.
 */
export function AccountMenu({ me, onLogout }: { me: Me; onLogout: () => void }) {
  const theme = useTheme();
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex w-full items-center gap-2.5 rounded-control px-2 py-1.5 text-left text-sm hover:bg-line/40"
      >
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-orbis text-xs font-semibold text-on-orbis"
        >
          {me.user.name.charAt(0).toUpperCase()}
        </span>
        <span className="hidden min-w-0 flex-1 lg:block">
          <span className="block truncate font-medium">{me.tenant.name}</span>
          <span className="block truncate text-xs text-dim">{me.user.email}</span>
        </span>
        <span className="sr-only">Account</span>
        <ChevronsUpDown size={15} aria-hidden="true" className="hidden text-dim lg:block" />
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto top-14 right-4 m-0 w-60 rounded-card border border-line bg-paper p-3 text-sm text-ink shadow-xl lg:top-auto lg:right-auto lg:bottom-18 lg:left-3"
      >
        <p className="truncate font-medium">{me.user.name}</p>
        <p className="truncate text-[13px] text-dim">{me.user.email}</p>
        <fieldset className="mt-3 grid grid-cols-3 gap-1 border-t border-line pt-3">
          <legend className="sr-only">Theme</legend>
          {THEMES.map((name) => (
            <label
              key={name}
              className="cursor-pointer rounded-md py-1.5 text-center text-[13px] has-checked:bg-mist has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-(--focus)"
            >
              <input
                type="radio"
                name="theme"
                checked={theme === name}
                onChange={() => setTheme(name)}
                className="sr-only"
              />
              {THEME_NAMES[name]}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          onClick={onLogout}
          className="mt-2 flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-mist"
        >
          <LogOut size={16} aria-hidden="true" />
          Log out
        </button>
      </div>
    </>
  );
}
