/** iPhones name the Mac's system, too, and iPads present themselves as one; only a touch screen gives them away. */
export const isAppleMobile = (): boolean => /Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;

interface AudioSessionNavigator {
  audioSession: { type: string };
}

/**
 * Safari's audio session: without `play-and-record` the silent switch of a phone mutes the agent, and music of other
 * programs goes on under the call.
 */
export function setAudioSession(type: 'play-and-record' | 'auto'): void {
  try {
    (navigator as unknown as AudioSessionNavigator).audioSession.type = type;
  } catch {
    // Other browsers have none, and Safari throws where the page may not choose; the call works without.
  }
}
