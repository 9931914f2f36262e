/** The last stretch of a stream of samples, addressed by position since the stream began. */
export class AudioTape {
  private samples = new Float32Array(32_768);
  private first = 0;
  private length = 0;

  get end(): number {
    return this.first + this.length;
  }

  append(more: Float32Array): void {
    if (this.length + more.length > this.samples.length) {
      const larger = new Float32Array(Math.max(this.samples.length * 2, this.length + more.length));
      larger.set(this.samples.subarray(0, this.length));
      this.samples = larger;
    }
    this.samples.set(more, this.length);
    this.length += more.length;
  }

  /** A copy of the samples from `from` to `to`, as far as they are still there. */
  slice(from: number, to: number): Float32Array<ArrayBuffer> {
    return this.samples.slice(
      Math.max(0, from - this.first),
      Math.max(0, Math.min(to - this.first, this.length)),
    );
  }

  forgetBefore(position: number): void {
    const drop = Math.min(Math.max(0, position - this.first), this.length);
    if (drop === 0) return;
    this.samples.copyWithin(0, drop, this.length);
    this.first += drop;
    this.length -= drop;
  }
}
