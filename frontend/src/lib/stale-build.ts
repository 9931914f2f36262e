const KEY = 'orbis-reloaded-at';
const ONCE_IN_MS = 30_000;

/**
 * After a deployment the old page asks for chunks that are gone. Loading the page again brings the new build; once,
 * because a chunk that is still missing then is a real fault and must be shown.
 */
export const reloadForNewBuild = (): void =>
  addEventListener('vite:preloadError', () => {
    try {
      if (Date.now() - Number(sessionStorage.getItem(KEY)) < ONCE_IN_MS) return;
      sessionStorage.setItem(KEY, String(Date.now()));
    } catch {
      return; // Without storage there is no telling how often this happened.
    }
    location.reload();
  });
