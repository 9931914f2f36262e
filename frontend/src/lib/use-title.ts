import { useEffect } from 'react';

/** The page's title in tab, history and screen readers. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · OrbisVoice`;
  }, [title]);
}
