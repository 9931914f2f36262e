import { readWav, resample, WavError, writeWav } from './wav.js';

const tone = (sampleRate: number, seconds: number) =>
  Int16Array.from(
    { length: sampleRate * seconds },
    (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * i) / sampleRate),
  );

const loudness = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

describe('WAV files', () => {
  it('come back as they were written', () => {
    const sound = { sampleRate: 24_000, samples: tone(24_000, 0.1) };
    expect(readWav(writeWav(sound))).toEqual(sound);
  });

  it('mixes two channels to one', () => {
    const file = writeWav({ sampleRate: 16_000, samples: Int16Array.of(100, 300, -100, -300) });
    file.writeUInt16LE(2, 22);
    expect([...readWav(file).samples]).toEqual([200, -200]);
  });

  it('reads past chunks that it does not know, and a data size beyond the file', () => {
    const file = writeWav({ sampleRate: 16_000, samples: Int16Array.of(1, 2, 3) });
    const note = Buffer.from('LIST\u0003\0\0\0abc\0', 'latin1');
    const longer = Buffer.concat([file.subarray(0, 36), note, file.subarray(36)]);
    longer.writeUInt32LE(0xffff_ffff, 36 + note.length + 4);
    expect([...readWav(longer).samples]).toEqual([1, 2, 3]);
  });

  it.each([
    ['text', Buffer.from('hello, this is no sound at all')],
    ['nothing', Buffer.alloc(0)],
    ['a header without sound', writeWav({ sampleRate: 8_000, samples: new Int16Array(0) }).subarray(0, 36)],
  ])('refuses %s', (_name, file) => {
    expect(() => readWav(file)).toThrow(WavError);
  });

  it('says how to convert what is not 16-bit PCM', () => {
    const file = writeWav({ sampleRate: 8_000, samples: Int16Array.of(1) });
    file.writeUInt16LE(24, 34);
    expect(() => readWav(file)).toThrow('ffmpeg');
  });

  it.each([8_000, 22_050, 48_000])('keeps length and loudness from %i Hz', (rate) => {
    const converted = resample({ sampleRate: rate, samples: tone(rate, 1) }, 16_000);
    expect(Math.abs(converted.length / 16_000 - 1)).toBeLessThan(0.06);
    expect(loudness(converted.subarray(0, 15_000)) / loudness(tone(16_000, 1))).toBeCloseTo(1, 1);
  });
});
