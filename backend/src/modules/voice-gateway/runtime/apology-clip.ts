import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseLanguage } from '../session/apology.js';

const FOLDER = join(import.meta.dirname, 'apology');
const WAV_HEADER_BYTES = 44;
/** PCM16 mono at the agent's 24 kHz. */
const BYTES_PER_MS = 48;
const CHUNK_MS = 200;

export interface ApologyClip {
  readonly durationMs: number;
  readonly chunks: readonly { readonly pcm: Buffer; readonly durationMs: number }[];
}

const known = new Map<string, ApologyClip | undefined>();

/** What is played where the model is gone for good, in the language of the agent; undefined where nobody recorded it. */
export function apologyClip(language: string): ApologyClip | undefined {
  const base = baseLanguage(language);
  if (!known.has(base)) known.set(base, load(base));
  return known.get(base);
}

function load(base: string): ApologyClip | undefined {
  const file = join(FOLDER, `${base}.wav`);
  if (!/^[a-z]{2,3}$/.test(base) || !existsSync(file)) return undefined;
  const pcm = readFileSync(file).subarray(WAV_HEADER_BYTES);
  const chunks = [];
  for (let at = 0; at < pcm.length; at += CHUNK_MS * BYTES_PER_MS) {
    const chunk = pcm.subarray(at, at + CHUNK_MS * BYTES_PER_MS);
    chunks.push({ pcm: chunk, durationMs: chunk.length / BYTES_PER_MS });
  }
  return { durationMs: Math.round(pcm.length / BYTES_PER_MS), chunks };
}
