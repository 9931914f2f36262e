import { writeFileSync } from 'node:fs';
import { MOUTH_SAMPLE_RATE } from '../ports.js';
import { wavFromPcm16 } from './audio/wav.js';
import { Synthesiser } from './voice/synthesiser.js';
import { voiceShape } from './voice/voice-table.js';
import { wasm } from './voice/wasm.js';
import { loadWeight } from './weights.js';

/** A calm voice; whoever hears it has just lost the agent's own. */
const VOICE = 'Kore';

/**
 * Writes what a visitor hears where the voice service is gone for good, as a WAV of the agent's rate:
 *   node libs/live-engine/dist/speech/make-apology.js "<words>" <file>
 */
const [words, file] = process.argv.slice(2);
if (!words || !file) throw new Error('usage: node make-apology.js "<words>" <file>');
const synthesiser = new Synthesiser(new wasm.Module(loadWeight('flite').bytes));
writeFileSync(file, wavFromPcm16(synthesiser.say(words, voiceShape(VOICE)), MOUTH_SAMPLE_RATE));
