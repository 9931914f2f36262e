import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, THEMES, useTheme, type Theme } from '../../lib/theme.js';

const ICONS: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

/** One button that walks through system, light and dark. */
export function ThemeToggle() {
  const theme = useTheme();
  const Icon = ICONS[theme];
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <button
      type="button"
      onClick={() => setTheme(next)}
      aria-label={`Theme: ${theme}. Switch to ${next}.`}
      className="grid size-9 place-items-center rounded-control text-dim hover:bg-mist hover:text-ink"
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}
