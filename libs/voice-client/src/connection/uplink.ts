import type { ClientMessage, ServerMessageOf } from '@orbisvoice/contracts';
import { MIC_SAMPLE_RATE } from '../protocol.js';

/** What the visitor says into a gap is not lost, and an old monologue is not replayed. */
const RING_MS = 2_000;
const MAX_KEPT = 50;
/** Of microphone audio, PCM16. */
const BYTES_PER_MS = (MIC_SAMPLE_RATE * 2) / 1_000;

/** What the server counts, so that each is acted upon once. */
type Accepted = Extract<ClientMessage, { type: 'text' | 'tool.result' }>;

/** What the visitor sends, kept until it has surely arrived, so that a lost connection loses none of it. */
export interface Uplink {
  audio(pcm: ArrayBuffer): void;
  /** False where nothing more can be kept. */
  message(message: Accepted): boolean;
  answered(toolId: string): void;
  /** The record holds these words of the visitor, so neither they nor what came before must be said again. */
  committed(words: string): void;
  dropped(): void;
  /** A connection is ready: what the server has not got follows. Where it cannot tell, all that is kept. */
  ready(received: ServerMessageOf<'ready'>['received']): void;
}

export function createUplink(send: (data: ArrayBuffer | Accepted) => void): Uplink {
  let ring: { pcm: ArrayBuffer; end: number }[] = [];
  let kept: { message: Accepted; number: number }[] = [];
  /** How much was given so far, in the server's own count: milliseconds of microphone audio, and messages. */
  let micMs = 0;
  let given = 0;
  /** Between connections everything is only kept, so that what is sent afterwards is in order. */
  let open = false;

  const uplink: Uplink = {
    audio(pcm) {
      micMs += pcm.byteLength / BYTES_PER_MS;
      ring.push({ pcm, end: micMs });
      ring = ring.filter(({ end }) => end > micMs - RING_MS);
      if (open) send(pcm);
    },
    message(message) {
      if (kept.length >= MAX_KEPT) return false;
      kept.push({ message, number: ++given });
      if (open) send(message);
      return true;
    },
    answered(toolId) {
      kept = kept.filter(({ message }) => (message as { id?: string }).id !== toolId);
    },
    committed(words) {
      ring = [];
      const last = kept.findLastIndex(
        ({ message }) => message.type === 'text' && words.includes(message.text),
      );
      kept.splice(0, last + 1);
    },
    dropped() {
      open = false;
    },
    ready(received) {
      const [frames, messages] = [ring, kept];
      // Without a count all is above it.
      const got = received ?? { micMs: -1, messages: -1 };
      open = true;
      ring = [];
      kept = [];
      micMs = received?.micMs ?? 0;
      given = received?.messages ?? 0;
      for (const { message, number } of messages) if (number > got.messages) uplink.message(message);
      for (const { pcm, end } of frames) if (end > got.micMs) uplink.audio(pcm);
    },
  };
  return uplink;
}
