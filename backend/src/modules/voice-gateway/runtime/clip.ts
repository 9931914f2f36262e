/** PCM16 mono at the agent's 24 kHz. */
const BYTES_PER_MS = 48;
const CHUNK_MS = 200;

/** Agent audio that was there before it is played. */
export interface Clip {
  readonly durationMs: number;
  readonly chunks: readonly { readonly pcm: Buffer; readonly durationMs: number }[];
}

export function clipOf(pcm: Buffer): Clip {
  const chunks = [];
  for (let at = 0; at < pcm.length; at += CHUNK_MS * BYTES_PER_MS) {
    const chunk = pcm.subarray(at, at + CHUNK_MS * BYTES_PER_MS);
    chunks.push({ pcm: chunk, durationMs: chunk.length / BYTES_PER_MS });
  }
  return { durationMs: Math.round(pcm.length / BYTES_PER_MS), chunks };
}
