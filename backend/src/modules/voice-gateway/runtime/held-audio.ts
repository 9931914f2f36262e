/** Two seconds of microphone audio: what a visitor says into a gap is not lost, and an old monologue is not replayed. */
const MAX_HELD_BYTES = 2 * 32_000;

/** Microphone audio that waits for a provider; the oldest gives way. */
export class HeldAudio {
  private frames: Buffer[] = [];
  private bytes = 0;

  /** Returns how many frames had to give way. */
  hold(pcm: Buffer): number {
    this.frames.push(pcm);
    this.bytes += pcm.length;
    let dropped = 0;
    while (this.bytes > MAX_HELD_BYTES && this.frames.length > 1) {
      this.bytes -= this.frames.shift()?.length ?? 0;
      dropped += 1;
    }
    return dropped;
  }

  release(): Buffer[] {
    const frames = this.frames;
    this.frames = [];
    this.bytes = 0;
    return frames;
  }
}
