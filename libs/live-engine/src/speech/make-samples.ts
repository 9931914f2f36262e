import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EAR_SAMPLE_RATE } from '../ports.js';
import { wavFromPcm16 } from './audio/wav.js';
import { Synthesiser } from './voice/synthesiser.js';
import { voiceShape } from './voice/voice-table.js';
import { wasm } from './voice/wasm.js';
import { loadWeight } from './weights.js';

/** A man's voice that the recogniser understands best. */
const CALLER = 'Orus';
const LEAD_MS = 300;

/** Questions whose answers stand in the demo agent's prompt. */
const SAMPLES = {
  'question-opening-hours.wav': 'Hello. What are your opening hours on Saturday, please?',
  'question-booking.wav': "Please book a coffee tasting for me, next Tuesday at ten o'clock.",
  'question-returns.wav': 'Can I return a bag of coffee and get my money back?',
} as const;

/**
 * Writes the sample questions, spoken by the free synthesiser, as PCM16 mono at 16 kHz:
 *   node libs/live-engine/dist/speech/make-samples.js backend/samples
 */
const folder = process.argv[2];
if (!folder) throw new Error('usage: node make-samples.js <folder>');
mkdirSync(folder, { recursive: true });
const synthesiser = new Synthesiser(new wasm.Module(loadWeight('flite').bytes));
for (const [file, question] of Object.entries(SAMPLES)) {
  const silence = new Uint8Array((LEAD_MS * EAR_SAMPLE_RATE * 2) / 1_000);
  const speech = synthesiser.say(question, voiceShape(CALLER), EAR_SAMPLE_RATE);
  writeFileSync(join(folder, file), wavFromPcm16(Buffer.concat([silence, speech]), EAR_SAMPLE_RATE));
}
