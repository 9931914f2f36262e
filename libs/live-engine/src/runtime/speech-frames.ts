import { MOUTH_SAMPLE_RATE } from '../ports.js';
import { audioContent, encodeMessage, type JsonStyle } from '../protocol/server-message.js';

/** One finished WebSocket frame of a reply: audio of so many milliseconds, words, or both. */
export interface SpeechFrame {
  frame: Buffer | undefined;
  audioMs: number;
  /** Words that the client knows once the frame is sent. */
  text: string;
}

export interface FrameOptions {
  json: JsonStyle;
  chunkMs: number;
  transcription: 'none' | 'separate' | 'with-audio';
}

// The scripted mode speaks from buffers that all sessions share, so their frames are built once. A buffer of a live
// synthesiser is used once and leaves the cache with it.
const cache = new WeakMap<Buffer, Map<string, readonly SpeechFrame[]>>();

export function speechFrames(text: string, pcm24k: Buffer, options: FrameOptions): readonly SpeechFrame[] {
  const key = `${options.json} ${options.chunkMs} ${options.transcription} ${text}`;
  const known = cache.get(pcm24k)?.get(key);
  if (known) return known;
  const built = build(text, pcm24k, options);
  const byKey = cache.get(pcm24k) ?? new Map<string, readonly SpeechFrame[]>();
  cache.set(pcm24k, byKey.set(key, built));
  return built;
}

function build(text: string, pcm24k: Buffer, { json, chunkMs, transcription }: FrameOptions): SpeechFrame[] {
  const chunkBytes = Math.round((chunkMs * MOUTH_SAMPLE_RATE) / 1000) * 2;
  const chunks = Math.ceil(pcm24k.length / chunkBytes);
  const words = spread(text, Math.max(1, chunks));
  const frames: SpeechFrame[] = [];
  for (let index = 0; index < Math.max(1, chunks); index += 1) {
    const delta = words.get(index) ?? '';
    const pcm = pcm24k.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    const audioMs = (pcm.length / 2 / MOUTH_SAMPLE_RATE) * 1000;
    const outputTranscription = { text: delta };
    const glued = transcription === 'with-audio' && delta !== '' && pcm.length > 0;
    if (delta !== '' && !glued) {
      const told = transcription !== 'none';
      const frame = told ? encodeMessage({ serverContent: { outputTranscription } }, json) : undefined;
      frames.push({ frame, audioMs: 0, text: delta });
    }
    if (pcm.length === 0) continue;
    const content = { ...audioContent(pcm), ...(glued && { outputTranscription }) };
    frames.push({
      frame: encodeMessage({ serverContent: content }, json),
      audioMs,
      text: glued ? delta : '',
    });
  }
  return frames;
}

/** Lays groups of words over the chunks that say them, by their share of the letters. */
function spread(text: string, chunks: number): Map<number, string> {
  const deltas = new Map<number, string>();
  let letters = 0;
  for (const delta of wordGroups(text)) {
    const at = Math.min(chunks - 1, Math.floor((letters / text.length) * chunks));
    deltas.set(at, (deltas.get(at) ?? '') + delta);
    letters += delta.length;
  }
  return deltas;
}

/** Text in deltas of two words, spaces kept, as transcriptions arrive. */
export function wordGroups(text: string): string[] {
  return text.match(/\s*\S+(?:\s+\S+)?/g) ?? [];
}
