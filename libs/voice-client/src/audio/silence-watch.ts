import { MIC_FRAME_MS } from '../protocol.js';

const DEAD_AFTER_MS = 2_000;
const MAX_ATTEMPTS = 3;

/**
 * Notices a microphone that delivers exact zeros: iOS leaves one behind when another program took it. A quiet room is
 * never exactly silent, so two seconds of zeros mean that the microphone has to be opened again.
 */
export function watchSilence(onDead: () => void): (rms: number) => void {
  let silentMs = 0;
  let attempts = 0;
  return (rms) => {
    silentMs = rms === 0 ? silentMs + MIC_FRAME_MS : 0;
    if (silentMs < DEAD_AFTER_MS || attempts >= MAX_ATTEMPTS) return;
    silentMs = 0;
    attempts++;
    onDead();
  };
}
