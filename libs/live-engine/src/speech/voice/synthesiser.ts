import { normaliseLoudness, trimSilence } from '../audio/loudness.js';
import { floatsFromPcm16, pcm16FromFloats } from '../audio/pcm.js';
import { Resampler } from '../audio/resample.js';
import { pcm16FromWav } from '../audio/wav.js';
import { MOUTH_SAMPLE_RATE } from '../../ports.js';
import type { VoiceShape } from './voice-table.js';
import type { WasmModule } from './wasm.js';
import { runProgram } from './wasi-shim.js';

const HEAD_MS = 10;
/** The breath between two sentences. */
const TAIL_MS = 160;
const OUTPUT = '/speech.wav';

/** Text to sound with Flite, compiled to WebAssembly. Synchronous and CPU bound: it belongs on a worker. */
export class Synthesiser {
  private readonly resamplers = new Map<string, Resampler>();

  constructor(private readonly flite: WasmModule) {}

  /** One sentence as PCM16 at `sampleRate`; empty where the text holds nothing that can be said. */
  say(
    spokenText: string,
    voice: VoiceShape,
    sampleRate: number = MOUTH_SAMPLE_RATE,
  ): Uint8Array<ArrayBuffer> {
    if (!/[\p{L}\p{N}]/u.test(spokenText)) return new Uint8Array(0);
    // Playing faster raises pitch and formants and shortens; pitch and length are set so that the sum comes out right.
    const { exitCode, console, files } = runProgram(this.flite, [
      'flite',
      '-voice',
      voice.base,
      '--setf',
      `duration_stretch=${(voice.tempo * voice.formant).toFixed(3)}`,
      '--setf',
      `int_f0_target_mean=${(voice.pitchHz / voice.formant).toFixed(1)}`,
      '-t',
      // A leading blank keeps a text that begins with a dash or names a file from being taken for an option.
      ` ${spokenText}`,
      '-o',
      OUTPUT,
    ]);
    const file = [...files.values()][0];
    if (exitCode !== 0 || !file) throw new Error(`the speech synthesiser ended with ${exitCode}: ${console}`);
    const wav = pcm16FromWav(file);
    const shaped = this.resampler(wav.sampleRate, sampleRate, voice.formant).process(
      floatsFromPcm16(wav.pcm),
    );
    return pcm16FromFloats(normaliseLoudness(trimSilence(shaped, sampleRate, HEAD_MS, TAIL_MS)));
  }

  private resampler(from: number, to: number, formant: number): Resampler {
    const key = `${from} ${to} ${formant}`;
    const known = this.resamplers.get(key);
    if (known) return known;
    const made = new Resampler(to * 100, Math.round(from * formant * 100));
    this.resamplers.set(key, made);
    return made;
  }
}
