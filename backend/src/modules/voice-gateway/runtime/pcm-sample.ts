const BITS_ABOVE = 24;
const BITS_BELOW = 16;

/**
 * The sample of PCM16 little-endian that begins at this byte; there must be two. `readInt16LE` with its checks takes four
 * times as long, and each frame of each call is looked at here, in both directions.
 */
export const sampleAt = (pcm: Buffer, at: number): number =>
  (pcm[at] as number) | (((pcm[at + 1] as number) << BITS_ABOVE) >> BITS_BELOW);
