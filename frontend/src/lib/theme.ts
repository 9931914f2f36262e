import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'orbis-theme';
const listeners = new Set<() => void>();
const systemIsDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

const isTheme = (value: string | null): value is Theme => THEMES.some((theme) => theme === value);

function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return isTheme(stored) ? stored : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const theme = readTheme();
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

export function setTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice lasts for this page only.
  }
  apply();
  for (const listener of listeners) listener();
}

/** Follows the system for as long as nothing else was chosen. public/theme.js does the same before the first paint. */
export const followSystemTheme = (): void => systemIsDark().addEventListener('change', apply);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, readTheme);
