import type { SamplePlayer } from './voice-sampler.js';

/** Sound through Web Audio: no media element, so no address has to be allowed for it and no byte range served. */
export class AudioPlayer implements SamplePlayer {
  private context: AudioContext | undefined;

  async play(wav: ArrayBuffer, signal: AbortSignal): Promise<void> {
    const context = (this.context ??= new AudioContext());
    await context.resume();
    const buffer = await context.decodeAudioData(wav);
    if (signal.aborted) return;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    await new Promise<void>((resolve) => {
      source.onended = () => resolve();
      signal.addEventListener('abort', () => source.stop(), { once: true });
      source.start();
    });
  }

  close(): void {
    void this.context?.close();
    this.context = undefined;
  }
}
