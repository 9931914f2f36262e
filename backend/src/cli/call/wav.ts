import { createResampler, toFloat, toPcm16 } from '@orbisvoice/voice-client/headless';

const PCM = 1;
const EXTENSIBLE = 0xfffe;
const HEADER_BYTES = 44;

/** A file that is not the sound it claims to be; the message is for the person who named it. */
export class WavError extends Error {}

export interface Sound {
  sampleRate: number;
  samples: Int16Array<ArrayBuffer>;
}

/** Reads 16-bit PCM, mixing channels to one. @throws WavError */
export function readWav(file: Buffer): Sound {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  )
    throw new WavError('is not a WAV file');
  let format: { channels: number; sampleRate: number } | undefined;
  for (let at = 12; at + 8 <= file.length;) {
    const id = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (id === 'fmt ') format = readFormat(body);
    // A recorder that was cut off, or one that streams, leaves a size that is larger than the file.
    if (id === 'data' && format)
      return { sampleRate: format.sampleRate, samples: toMono(body, format.channels) };
    at += 8 + size + (size % 2);
  }
  throw new WavError('holds no sound');
}

function readFormat(body: Buffer): { channels: number; sampleRate: number } {
  if (body.length < 16) throw new WavError('has a broken header');
  const kind = body.readUInt16LE(0);
  const bits = body.readUInt16LE(14);
  if ((kind !== PCM && kind !== EXTENSIBLE) || bits !== 16)
    throw new WavError('is not 16-bit PCM; convert it first (ffmpeg -i in -c:a pcm_s16le out.wav)');
  const channels = body.readUInt16LE(2);
  const sampleRate = body.readUInt32LE(4);
  if (channels < 1 || sampleRate < 4_000 || sampleRate > 192_000) throw new WavError('has a broken header');
  return { channels, sampleRate };
}

function toMono(body: Buffer, channels: number): Int16Array<ArrayBuffer> {
  const frames = Math.floor(body.length / 2 / channels);
  const samples = new Int16Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += body.readInt16LE((frame * channels + channel) * 2);
    samples[frame] = Math.round(sum / channels);
  }
  return samples;
}

/** The same sound at another rate. */
export function resample({ samples, sampleRate }: Sound, rate: number): Int16Array<ArrayBuffer> {
  if (sampleRate === rate) return samples;
  const convert = createResampler(sampleRate, rate);
  // Silence behind the end pushes the filter's last samples out.
  const padded = new Float32Array(samples.length + Math.ceil(sampleRate / 20));
  padded.set(toFloat(samples));
  return toPcm16(convert(padded));
}

/** Writes mono 16-bit PCM. */
export function writeWav({ samples, sampleRate }: Sound): Buffer {
  const bytes = samples.length * 2;
  const file = Buffer.alloc(HEADER_BYTES + bytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(bytes, 40);
  Buffer.from(samples.buffer, samples.byteOffset, bytes).copy(file, HEADER_BYTES);
  return file;
}
