// @ts-check

export const FRAME_MS = 20;
export const FRAME_BYTES = 640;
const LOUDNESS = 6_000;
/** As different as the loudness of syllables, also with a marker in front, which is loud itself. */
const SYLLABLES = [LOUDNESS, LOUDNESS / 2];
const HERTZ = 320;

/** Made once: what every caller sends again and again. */
export const VOICED_FRAME = frame(tone(LOUDNESS));
export const SILENT_FRAME = Buffer.alloc(FRAME_BYTES);
/** Played in turn, they pass for a voice where they come back as the agent's: one tone that goes on does not. */
export const SYLLABLE_FRAMES = SYLLABLES.map((loudness) => frame(tone(loudness)));

/** @param {number} loudness @returns {(index: number) => number} */
function tone(loudness) {
  return (index) => loudness * Math.sign(Math.sin((2 * Math.PI * HERTZ * index) / 16_000));
}

/** @param {(index: number) => number} wave */
function frame(wave) {
  const pcm = Buffer.alloc(FRAME_BYTES);
  for (let at = 0; at < FRAME_BYTES; at += 2) pcm.writeInt16LE(Math.round(wave(at / 2)), at);
  return pcm;
}
