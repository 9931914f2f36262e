import { describe, expect, it } from '@jest/globals';
import { pcm16FromWav } from '../audio/wav.js';
import { loadWeight } from '../weights.js';
import { runProgram } from './wasi-shim.js';
import { wasm } from './wasm.js';

const flite = new wasm.Module(loadWeight('flite').bytes);

describe('runProgram', () => {
  it('passes arguments and returns what the program prints', () => {
    expect(runProgram(flite, ['flite', '-lv']).console).toMatch(/awb.*rms.*slt/);
  });

  it('returns the files that the program wrote, with every seek obeyed', () => {
    const { files, exitCode } = runProgram(flite, ['flite', '-voice', 'kal16', '-t', 'Hi.', '-o', 'a.wav']);
    const wav = pcm16FromWav(files.get('a.wav')!);
    expect(exitCode).toBe(0);
    expect(wav.sampleRate).toBe(16_000);
    expect(wav.pcm.length).toBeGreaterThan(8_000);
  });

  it('says the same twice', () => {
    const once = () =>
      runProgram(flite, ['flite', '-voice', 'kal16', '-t', 'Hi.', '-o', 'a.wav']).files.get('a.wav')!;
    expect(Buffer.from(once()).equals(once())).toBe(true);
  });

  it('reports the exit code of the program', () => {
    expect(runProgram(flite, ['flite', '--version']).exitCode).toBe(1);
  });
});
