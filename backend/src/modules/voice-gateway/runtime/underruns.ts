/** A bad network makes many; the timeline is told of them in lots. */
const TELL_EVERY_MS = 5_000;

/** How often one visitor's player has run dry. The page counts since it was loaded. */
export class Underruns {
  private counted = 0;
  private untold = 0;
  private toldAt = -Infinity;

  /** A page that was loaded anew counts from zero. */
  beginAnew(): void {
    this.counted = 0;
  }

  /** @returns how many are to be told now, by what the page has counted so far. */
  toTell(total: number, now: number): number {
    this.untold += Math.max(0, total - this.counted);
    this.counted = total;
    if (this.untold === 0 || now - this.toldAt < TELL_EVERY_MS) return 0;
    const times = this.untold;
    this.untold = 0;
    this.toldAt = now;
    return times;
  }
}
