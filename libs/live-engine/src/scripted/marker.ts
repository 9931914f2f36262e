// In echo scenarios a microphone chunk comes back as the first bytes of a downstream chunk. A marker at the start of
// each 20 ms block tells which one it was, also after the gateway has joined two blocks into one message.
const MAGIC = Buffer.from('OrbisMrk');
export const MARKER_BYTES = MAGIC.length + 4;

/** Writes a marker with a 32-bit number into PCM at an even offset. */
export function writeMarker(pcm: Buffer, sequence: number, offset = 0): void {
  MAGIC.copy(pcm, offset);
  pcm.writeUInt32LE(sequence >>> 0, offset + MAGIC.length);
}

/** Numbers of all markers in PCM, in order. */
export function readMarkers(pcm: Buffer): number[] {
  const found: number[] = [];
  let at = pcm.indexOf(MAGIC);
  while (at !== -1 && at + MARKER_BYTES <= pcm.length) {
    found.push(pcm.readUInt32LE(at + MAGIC.length));
    at = pcm.indexOf(MAGIC, at + MARKER_BYTES);
  }
  return found;
}

/** The downstream chunk that answers a 16 kHz chunk: its bytes, then silence up to the same duration at 24 kHz. */
export function echoChunk(pcm16k: Buffer): Buffer {
  const reply = Buffer.alloc(Math.floor((pcm16k.length * 3) / 4) * 2);
  pcm16k.copy(reply);
  return reply;
}
