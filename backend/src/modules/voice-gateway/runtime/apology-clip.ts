import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseLanguage } from '../session/apology.js';
import { clipOf, type Clip } from './clip.js';

const FOLDER = join(import.meta.dirname, 'apology');
const WAV_HEADER_BYTES = 44;

const known = new Map<string, Clip | undefined>();

/** What is played where the model is gone for good, in the language of the agent; undefined where nobody recorded it. */
export function apologyClip(language: string): Clip | undefined {
  const base = baseLanguage(language);
  if (!known.has(base)) known.set(base, load(base));
  return known.get(base);
}

function load(base: string): Clip | undefined {
  const file = join(FOLDER, `${base}.wav`);
  if (!/^[a-z]{2,3}$/.test(base) || !existsSync(file)) return undefined;
  return clipOf(readFileSync(file).subarray(WAV_HEADER_BYTES));
}
