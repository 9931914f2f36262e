import type { Me } from '@orbisvoice/contracts';
import { LogOut, MonitorSmartphone } from 'lucide-react';
import { useId } from 'react';
import { Menu, menuItemClass } from '../../../components/ui/menu.js';
import { paths } from '../../../config/paths.js';
import { Link } from '../../../lib/router/link.js';
import { THEMES, setTheme, useTheme, type Theme } from '../../../lib/theme.js';

const THEME_NAMES: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Who is signed in, the theme, where else, and the way out. */
export function AccountMenu({ user, onLogout }: { user: Me['user']; onLogout: () => void }) {
  const theme = useTheme();
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex w-full items-center gap-2.5 rounded-control p-1.5 text-left text-sm hover:bg-line/40"
      >
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-orbis text-xs font-semibold text-on-orbis"
        >
          {user.name.charAt(0).toUpperCase()}
        </span>
        <span className="sr-only">Account</span>
        <span className="hidden min-w-0 flex-1 truncate text-dim lg:block">{user.name}</span>
      </button>
      <Menu id={id} place="top-14 right-2 lg:top-auto lg:right-auto lg:bottom-16 lg:left-3">
        <div className="px-2 pt-1">
          <p className="truncate font-medium">{user.name}</p>
          <p className="truncate text-[13px] text-dim">{user.email}</p>
        </div>
        <fieldset className="my-2 grid grid-cols-3 gap-1 border-y border-line py-2">
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
        <Link to={paths.sessions} className={menuItemClass}>
          <MonitorSmartphone size={16} aria-hidden="true" />
          Signed-in devices
        </Link>
        <button type="button" onClick={onLogout} className={menuItemClass}>
          <LogOut size={16} aria-hidden="true" />
          Log out
        </button>
      </Menu>
    </>
  );
}
