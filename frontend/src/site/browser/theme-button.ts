const KEY = 'orbis-theme';
const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const;
type Theme = keyof typeof NEXT;

/** The same choice as in the dashboard, kept under the same key (lib/theme.ts, public/theme.js). */
export function startThemeButton(page: Document): void {
  const button = page.querySelector<HTMLButtonElement>('[data-theme-button]');
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  let theme = stored();
  const show = () => {
    const dark = theme === 'dark' || (theme === 'system' && systemIsDark.matches);
    page.documentElement.dataset.theme = dark ? 'dark' : 'light';
    button?.setAttribute('aria-label', `Theme: ${theme}. Switch to ${NEXT[theme]}.`);
  };
  button?.addEventListener('click', () => {
    theme = NEXT[theme];
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Without storage the choice lasts for this page only.
    }
    show();
  });
  systemIsDark.addEventListener('change', show);
  show();
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}
