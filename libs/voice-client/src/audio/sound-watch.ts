export interface SoundWatch {
  /** Asks for the sound again. A click that leads here unlocks what the browser holds back. */
  resume(): void;
  close(): void;
}

/**
 * Watches whether the system lets a context sound. Safari's `interrupted` (a phone call, Siri, a locked screen) ends by
 * itself, and resuming too early leaves a context that claims to run and does not; `suspended` has to be resumed by us.
 */
export function watchSound(context: AudioContext, onInterrupted: (interrupted: boolean) => void): SoundWatch {
  const leaving = new AbortController();
  let wasLost = false;
  const resume = (): void => {
    if (context.state === 'suspended') context.resume().catch(() => undefined);
  };
  const look = (): void => {
    if (!document.hidden) resume();
    const lost = context.state !== 'running';
    if (lost !== wasLost) onInterrupted((wasLost = lost));
  };
  context.addEventListener('statechange', look, leaving);
  document.addEventListener('visibilitychange', look, leaving);
  return { resume, close: () => leaving.abort() };
}
