// @ts-check

export const FRAME_MS = 20;
export const FRAME_BYTES = 640;
const LOUDNESS = 6_000;
const HERTZ = 320;

/** Made once: what every caller sends again and again. */
export const VOICED_FRAME = frame(
  (index) => LOUDNESS * Math.sign(Math.sin((2 * Math.PI * HERTZ * index) / 16_000)),
);
export const SILENT_FRAME = Buffer.alloc(FRAME_BYTES);

/** @param {(index: number) => number} wave */
function frame(wave) {
  const pcm = Buffer.alloc(FRAME_BYTES);
  for (let at = 0; at < FRAME_BYTES; at += 2) pcm.writeInt16LE(Math.round(wave(at / 2)), at);
  return pcm;
}
