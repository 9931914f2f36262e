/** A PCM16 mono WAV file around samples that are already little-endian PCM16. */
export function wavFromPcm16(pcm: Uint8Array, sampleRate: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + pcm.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(pcm.byteLength, 40);
  return Buffer.concat([header, pcm]);
}

export interface Wav {
  sampleRate: number;
  pcm: Uint8Array;
}

/** Reads a PCM16 mono WAV; chunks between `fmt ` and `data` are skipped. Throws RangeError on anything else. */
export function pcm16FromWav(file: Uint8Array): Wav {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tag = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.byteLength < 44 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw new RangeError('not a WAV file');
  let sampleRate = 0;
  for (let at = 12; at + 8 <= file.byteLength;) {
    const length = view.getUint32(at + 4, true);
    if (tag(at) === 'fmt ') {
      const isPcm16Mono =
        view.getUint16(at + 8, true) === 1 &&
        view.getUint16(at + 10, true) === 1 &&
        view.getUint16(at + 22, true) === 16;
      if (!isPcm16Mono) throw new RangeError('the WAV is not 16-bit mono PCM');
      sampleRate = view.getUint32(at + 12, true);
    }
    if (tag(at) === 'data')
      return { sampleRate, pcm: file.subarray(at + 8, Math.min(at + 8 + length, file.byteLength)) };
    at += 8 + length + (length & 1);
  }
  throw new RangeError('the WAV holds no data');
}
