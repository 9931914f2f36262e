import { WorkerPool } from '../workers/worker-pool.js';
import { spokenForm } from './spoken-form.js';
import type { SynthesisJob } from './synthesiser-worker.js';

/** About six minutes of speech: greetings and "sorry?" are said in every call. */
const CACHE_BYTES = 16 * 1024 * 1024;

/** Says sentences; recent ones come from memory. */
export class Mouth {
  private readonly recent = new Map<string, Buffer>();
  private recentBytes = 0;

  private constructor(private readonly pool: WorkerPool<SynthesisJob, Uint8Array<ArrayBuffer>>) {}

  static async start(workers: URL, size: number): Promise<Mouth> {
    const file = new URL('voice/synthesiser-worker.js', workers);
    return new Mouth(await WorkerPool.start<SynthesisJob, Uint8Array<ArrayBuffer>>(file, undefined, size));
  }

  /** PCM16 at 24 kHz. Rejects with the signal's reason where it fires before the sentence's turn came. */
  async say(sentence: string, voiceName: string, signal: AbortSignal): Promise<Buffer> {
    const key = `${voiceName}\n${sentence}`;
    const known = this.recent.get(key);
    if (known) {
      // Moved to the end: the map's order is the order of last use.
      this.recent.delete(key);
      this.recent.set(key, known);
      return known;
    }
    const pcm = Buffer.from(
      (await this.pool.run({ spokenText: spokenForm(sentence), voiceName }, [], signal)).buffer,
    );
    this.remember(key, pcm);
    return pcm;
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private remember(key: string, pcm: Buffer): void {
    if (this.recent.has(key)) return;
    this.recent.set(key, pcm);
    this.recentBytes += pcm.length;
    for (const [oldest, bytes] of this.recent) {
      if (this.recentBytes <= CACHE_BYTES) return;
      this.recent.delete(oldest);
      this.recentBytes -= bytes.length;
    }
  }
}
