/** Quarters of an octave, up to the loudest there is. */
const PER_OCTAVE = 4;
const BINS = 15 * PER_OCTAVE + 1;
/** Eight seconds of windows. Nothing is known at first, and two seconds of silence are taken for it. */
const KEPT = 400;
const ASSUMED = 100;
/** So much of the time it is no louder than `usual`. */
const SHARE = 0.8;
/** A second of half that: whatever was loud is gone. */
const GONE_AFTER = 50;

/**
 * How loud a room is most of the time while the visitor does not speak. Other people who talk in it are as uneven as a
 * visitor is, so their quietest moments (NoiseFloor) say little of how loud they get.
 */
export class RoomLevel {
  private readonly bins = new Uint16Array(BINS);
  private readonly ring = new Uint8Array(KEPT);
  private count = 0;
  private next = 0;
  private quiet = 0;
  private level = 0;

  constructor() {
    this.forget();
  }

  get usual(): number {
    return this.level;
  }

  /** One window in which nobody is known to speak. */
  hear(level: number): void {
    this.quiet = level < this.level / 2 ? this.quiet + 1 : 0;
    if (this.quiet >= GONE_AFTER) this.forget();
    const bin = Math.min(BINS - 1, Math.round(PER_OCTAVE * Math.log2(Math.max(1, level))));
    if (this.count === KEPT) this.take(this.ring[this.next] ?? 0, -1);
    else this.count += 1;
    this.ring[this.next] = bin;
    this.take(bin, 1);
    this.next = (this.next + 1) % KEPT;
    this.level = this.found();
  }

  private take(bin: number, times: number): void {
    this.bins[bin] = (this.bins[bin] ?? 0) + times;
  }

  private found(): number {
    let above = this.count * (1 - SHARE);
    let bin = BINS - 1;
    while (bin > 0 && (above -= this.bins[bin] ?? 0) >= 0) bin -= 1;
    return bin === 0 ? 0 : 2 ** (bin / PER_OCTAVE);
  }

  private forget(): void {
    this.bins.fill(0);
    this.ring.fill(0);
    this.bins[0] = this.count = this.next = ASSUMED;
    this.quiet = this.level = 0;
  }
}
