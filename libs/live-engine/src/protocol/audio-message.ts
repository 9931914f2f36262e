// Microphone audio is 50 messages a second and session. The SDK writes them all alike, so the base64 can be cut out
// without JSON.parse. Whatever differs by one byte goes the careful way (client-message.ts).
const HEAD = Buffer.from('{"realtimeInput":{"audio":{"data":"');
const TAIL = Buffer.from('","mimeType":"audio/pcm;rate=16000"}}}');

/** PCM16 at 16 kHz out of an audio message in the SDK's exact spelling; undefined for any other frame. */
export function cutAudio(frame: Buffer): Buffer | undefined {
  const end = frame.length - TAIL.length;
  if (end < HEAD.length) return undefined;
  if (HEAD.compare(frame, 0, HEAD.length) !== 0 || TAIL.compare(frame, end) !== 0) return undefined;
  const length = end - HEAD.length;
  if (length % 4 !== 0) return undefined;
  let bytes = (length / 4) * 3;
  if (frame[end - 1] === 0x3d) bytes -= frame[end - 2] === 0x3d ? 2 : 1;
  const pcm = Buffer.from(frame.toString('latin1', HEAD.length, end), 'base64');
  // Node skips what is not base64, so a shorter result means that the text held something else, a quote for instance.
  return pcm.length === bytes ? pcm : undefined;
}

/** Brings audio of another rate to 16 kHz by linear interpolation, as the real server resamples what `rate=` says. */
export function resampleTo16k(pcm: Buffer, rate: number): Buffer {
  if (rate === 16_000) return pcm;
  const samples = Math.floor(pcm.length / 2);
  const result = Buffer.allocUnsafe(Math.floor((samples * 16_000) / rate) * 2);
  for (let index = 0; index < result.length / 2; index += 1) {
    const position = (index * rate) / 16_000;
    const left = Math.floor(position);
    const a = pcm.readInt16LE(left * 2);
    const b = left + 1 < samples ? pcm.readInt16LE((left + 1) * 2) : a;
    result.writeInt16LE(Math.round(a + (b - a) * (position - left)), index * 2);
  }
  return result;
}

/** The `rate=` parameter of an audio MIME type; 16 kHz where there is none, nothing where it makes no sense. */
export function sampleRate(mimeType: string): number | undefined {
  const match = /;\s*rate=(\d+)/.exec(mimeType);
  if (!match) return 16_000;
  const rate = Number(match[1]);
  return rate >= 8_000 && rate <= 96_000 ? rate : undefined;
}
