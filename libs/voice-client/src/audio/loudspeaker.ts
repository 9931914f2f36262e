import { isAppleMobile, setAudioSession } from './apple-sound.js';

/** Where the agent's voice leaves the page, with its volume. */
export interface Loudspeaker {
  readonly input: GainNode;
  /** Needed again after the system took the sound. Refused without a click: then the next click brings it. */
  play(): void;
  close(): void;
}

/**
 * On iPhone and iPad the way leads through an audio element: the system turns all other sound down once a microphone is
 * open. Must be called in the visitor's click, or the element will not play.
 */
export function openLoudspeaker(context: AudioContext): Loudspeaker {
  setAudioSession('play-and-record');
  const input = context.createGain();
  const element = isAppleMobile() ? new Audio() : undefined;
  const play = (): void => void element?.play().catch(() => undefined);
  if (element) {
    const way = context.createMediaStreamDestination();
    input.connect(way);
    element.setAttribute('playsinline', '');
    element.srcObject = way.stream;
    play();
  } else input.connect(context.destination);
  return {
    input,
    play,
    close() {
      // That stops it, too.
      if (element) element.srcObject = null;
      setAudioSession('auto');
    },
  };
}
