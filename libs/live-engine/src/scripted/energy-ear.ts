import { EAR_SAMPLE_RATE, type Ear, type EarEvent, type EarSettings } from '../ports.js';

const WINDOW_SAMPLES = 320;
const WINDOW_MS = (WINDOW_SAMPLES / EAR_SAMPLE_RATE) * 1000;
/** Mean absolute sample value that counts as voice; a high sensitivity starts earlier and ends earlier. */
const START_LEVEL = { high: 250, low: 900 } as const;
const END_LEVEL = { high: 200, low: 90 } as const;
/** Loudness needs no more than every fourth sample. */
const STRIDE = 4;

/** Voice activity by loudness, in audio time: bursts and faster-than-real-time input behave like a live microphone. */
export class EnergyEar implements Ear {
  private heardMs = 0;
  private speaking = false;
  private manual = false;
  private voicedMs = 0;
  private silentMs = 0;

  constructor(
    private readonly settings: EarSettings,
    private readonly onEvent: (event: EarEvent) => void,
    /** What to report once an utterance has ended. */
    private readonly words: () => string,
  ) {}

  push(pcm16k: Buffer): void {
    const samples = pcm16k.length >> 1;
    for (let from = 0; from < samples; from += WINDOW_SAMPLES) {
      const count = Math.min(WINDOW_SAMPLES, samples - from);
      const ms = count === WINDOW_SAMPLES ? WINDOW_MS : (count / EAR_SAMPLE_RATE) * 1000;
      this.heardMs += ms;
      if (!this.manual) this.listen(level(pcm16k, from, count), ms);
    }
  }

  begin(): void {
    this.manual = true;
    if (!this.speaking) this.start();
  }

  flush(): void {
    this.manual = false;
    this.voicedMs = 0;
    if (this.speaking) this.end();
  }

  close(): void {
    this.speaking = false;
  }

  private listen(loudness: number, ms: number): void {
    if (this.speaking) {
      this.silentMs = loudness < END_LEVEL[this.settings.endSensitivity] ? this.silentMs + ms : 0;
      if (this.silentMs >= this.settings.silenceDurationMs) this.end();
      return;
    }
    const voiced = loudness >= START_LEVEL[this.settings.startSensitivity];
    this.voicedMs = voiced ? this.voicedMs + ms : Math.max(0, this.voicedMs - ms);
    if (voiced && this.voicedMs >= this.settings.prefixPaddingMs) this.start();
  }

  private start(): void {
    this.speaking = true;
    this.silentMs = 0;
    this.onEvent({ type: 'speech-start', atMs: this.heardMs });
  }

  private end(): void {
    this.speaking = false;
    this.voicedMs = 0;
    this.onEvent({ type: 'speech-end', atMs: this.heardMs });
    this.onEvent({ type: 'utterance', text: this.words() });
  }
}

function level(pcm: Buffer, from: number, count: number): number {
  let sum = 0;
  let read = 0;
  const end = (from + count) * 2;
  for (let at = from * 2; at < end; at += 2 * STRIDE) {
    // Cheaper than readInt16LE: no bounds check, the sign is moved up by hand.
    const sample = (((pcm[at + 1] ?? 0) << 24) >> 16) | (pcm[at] ?? 0);
    sum += sample < 0 ? -sample : sample;
    read += 1;
  }
  return read === 0 ? 0 : sum / read;
}
