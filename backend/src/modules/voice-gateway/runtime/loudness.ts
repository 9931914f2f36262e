/** About −58 dB of full scale: far below the softest speech, above the noise of a silent codec. */
const QUIET_PEAK = 40;
/** Thirty samples of a 40 ms frame tell as well as all of them: speech crosses the bound many times in that time. */
const STRIDE_BYTES = 64;

/** Whether nobody could hear this PCM16. */
export function isQuiet(pcm: Buffer): boolean {
  for (let at = 0; at + 1 < pcm.length; at += STRIDE_BYTES) {
    if (Math.abs(pcm.readInt16LE(at)) >= QUIET_PEAK) return false;
  }
  return true;
}
