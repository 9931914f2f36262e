import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIC_SAMPLE_RATE } from '@orbisvoice/contracts';
import { readWav, resample, writeWav } from '../../../src/cli/call/wav.js';
import { ROOT } from './program.js';

export type Sample = 'question-opening-hours' | 'question-returns';

/** A timeline of silence (milliseconds) and spoken samples, as the WAV that Chromium takes for its microphone. */
export function writeMicrophone(file: string, timeline: readonly (number | Sample)[]): void {
  const parts = timeline.map((part) =>
    typeof part === 'number'
      ? new Int16Array((part / 1000) * MIC_SAMPLE_RATE)
      : resample(readWav(readFileSync(join(ROOT, 'backend', 'samples', `${part}.wav`))), MIC_SAMPLE_RATE),
  );
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  writeFileSync(file, writeWav({ sampleRate: MIC_SAMPLE_RATE, samples }));
}
