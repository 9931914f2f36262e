/** iPadOS presents itself as a Mac; only its touch screen gives it away. */
export const isAppleMobile = (): boolean =>
  /iP(hone|ad|od)/.test(navigator.userAgent) ||
  (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);

interface AudioSessionNavigator {
  audioSession?: { type: string };
}

/**
 * Safari's audio session: without `play-and-record` the silent switch of a phone mutes the agent, and music of other
 * programs goes on under the call. Other browsers have none.
 */
export function setAudioSession(type: 'play-and-record' | 'auto'): void {
  try {
    const { audioSession } = navigator as AudioSessionNavigator;
    if (audioSession) audioSession.type = type;
  } catch {
    // Safari throws where the page may not choose; the call works without.
  }
}
